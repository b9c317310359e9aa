-- A customer as a list shows them; none where they were forgotten.
--
--   $1 customer  which

SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM customers AS customer
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM pet_sold_events AS sale
    WHERE sale.customer_id = customer.id
      AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
WHERE customer.id = $1
  AND customer.forgotten_at IS NULL
