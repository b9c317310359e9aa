-- The customer whom an id stands for: whoever was joined into another is that other one.
--
--   $1 customer  the id

SELECT stays.id, stays.name, stays.email, stays.phone, stays.version, stays.created_at, stays.forgotten_at, stays.joined_into
FROM buyers AS buyer
JOIN customers AS stays ON stays.id = buyer.customer_id
WHERE buyer.id = $1
