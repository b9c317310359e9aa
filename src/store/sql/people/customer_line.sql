-- The customer whom an id stands for, as a list shows them; none where they were forgotten.
--
--   $1 customer  the id

SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM buyers AS buyer
JOIN customers AS customer ON customer.id = buyer.customer_id
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM sales_to(customer.id) AS sale
    WHERE NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
WHERE buyer.id = $1
  AND customer.forgotten_at IS NULL
