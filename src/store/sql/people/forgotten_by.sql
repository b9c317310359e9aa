-- Who had a customer forgotten.
--
--   $1 customer  which

SELECT account.id, account.name
FROM customers AS customer
JOIN accounts AS account ON account.id = customer.forgotten_by
WHERE customer.id = $1
