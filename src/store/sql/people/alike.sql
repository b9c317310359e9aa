-- Customers who are likely the same as somebody, the eldest first, with how many pets they took home.
--
--   $1 name   what somebody is called
--   $2 email  their e-mail, where they gave one
--   $3 phone  their telephone number, where they gave one
--   $4 but    not this customer, where it is one
--   $5 most   how many

SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM (SELECT * FROM alike($1, $2, $3) WHERE id IS DISTINCT FROM $4 ORDER BY created_at, id LIMIT $5) AS customer
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM sales_to(customer.id) AS sale
    WHERE NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
ORDER BY customer.created_at, customer.id
