-- What a customer had taken home by a moment, the latest first, and when it came back, where it did.
--
--   $1 customer  who
--   $2 at        the moment; infinity for now

SELECT sale.pet_id AS pet, sale.id AS event, called.name, called.number, called.species, sale.sale_price AS price, sale.occurred_on AS day, back.id AS return_id, back.occurred_on AS returned_on, back.refund
FROM sales_to($1) AS sale
CROSS JOIN LATERAL (SELECT name, number, species FROM pets_called_at($2) WHERE pet_id = sale.pet_id OFFSET 0) AS called
LEFT JOIN LATERAL (
    SELECT later.id, later.occurred_on, later.refund
    FROM pet_returned_events AS later
    WHERE later.pet_id = sale.pet_id AND later.version > sale.version AND later.created_at <= $2
      AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = later.id AND undone.created_at <= $2)
      AND NOT EXISTS (
          SELECT
          FROM pet_sold_events AS resold
          WHERE resold.pet_id = sale.pet_id AND resold.version > sale.version AND resold.version < later.version AND resold.created_at <= $2
            AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = resold.id AND undone.created_at <= $2)
      )
    ORDER BY later.version
    LIMIT 1
) AS back ON true
WHERE sale.created_at <= $2
  AND NOT EXISTS (
      SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id AND undone.created_at <= $2
  )
ORDER BY sale.id DESC
