-- Mends a customer's name and contacts.
--
--   $1 customer  which
--   $2 name      what they are called
--   $3 email     an e-mail address, where they gave one
--   $4 phone     a telephone number, where they gave one

UPDATE customers SET name = $2, email = $3, phone = $4, version = version + 1 WHERE id = $1
