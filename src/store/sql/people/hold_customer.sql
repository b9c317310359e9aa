-- A customer, whom nobody else changes or sells a pet to until this transaction ends.
--
--   $1 customer  which

SELECT id, name, email, phone, version, created_at, forgotten_at, joined_into FROM customers WHERE id = $1 FOR UPDATE
