-- Forgets a customer's name and contacts.
--
--   $1 customer  which
--   $2 now       the moment
--   $3 by        who does it

UPDATE customers
SET name = NULL, email = NULL, phone = NULL, version = version + 1, forgotten_at = $2, forgotten_by = $3
WHERE id = $1
