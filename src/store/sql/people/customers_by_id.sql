-- The customers for whom the ids of a range stand, with how many pets they took home.
--
--   $1 first  the first id
--   $2 last   the last id
--   $3 most   how many

SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM (SELECT DISTINCT customer_id FROM buyers WHERE id BETWEEN $1 AND $2 AND name IS NOT NULL ORDER BY customer_id LIMIT $3) AS buyer
JOIN customers AS customer ON customer.id = buyer.customer_id
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM sales_to(customer.id) AS sale
    WHERE NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
ORDER BY customer.id
