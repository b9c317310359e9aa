-- Adds a customer.
--
--   $1 name   what they are called
--   $2 email  an e-mail address, where they gave one
--   $3 phone  a telephone number, where they gave one

INSERT INTO customers (name, email, phone) VALUES ($1, $2, $3) RETURNING id
