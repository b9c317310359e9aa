-- A customer.
--
--   $1 customer  which

SELECT id, name, email, phone, created_at, forgotten_at FROM customers WHERE id = $1
