-- What each of some customers bought last, and has not been taken back.
--
--   $1 customers  who

SELECT customer.id, called.name, sale.occurred_on AS day
FROM unnest($1::uuid[]) AS customer (id)
CROSS JOIN LATERAL (
    SELECT sale.pet_id, sale.occurred_on
    FROM sales_to(customer.id) AS sale
    WHERE (SELECT undone.id FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id) IS NULL
    ORDER BY sale.occurred_on DESC, sale.id DESC
    LIMIT 1
) AS sale
CROSS JOIN LATERAL (SELECT name FROM pets_called_at('infinity') WHERE pet_id = sale.pet_id OFFSET 0) AS called
