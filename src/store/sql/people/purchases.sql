-- What a customer had taken home by a moment, the latest first.
--
--   $1 customer  who
--   $2 at        the moment; infinity for now

SELECT sale.pet_id AS pet, sale.id AS event, origin.name, origin.species, sale.sale_price AS price, sale.occurred_on AS day
FROM pet_sold_events AS sale
CROSS JOIN LATERAL (SELECT name, species FROM pet_origins WHERE pet_id = sale.pet_id OFFSET 0) AS origin
WHERE sale.customer_id = $1
  AND sale.created_at <= $2
  AND NOT EXISTS (
      SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id AND undone.created_at <= $2
  )
ORDER BY sale.id DESC
