-- Adds a customer as they were kept elsewhere.
--
--   $1 id            what sales carry
--   $2 created_at    when they first bought something
--   $3 name          what they are called
--   $4 email         an e-mail address
--   $5 phone         a telephone number
--   $6 version       how often the row was written
--   $7 forgotten_at  when they were forgotten
--   $8 forgotten_by  who had them forgotten
--   $9 joined_into   who they turned out to be
--   $10 joined_at    when that was found
--   $11 joined_by    who joined the two

INSERT INTO customers (id, created_at, name, email, phone, version, forgotten_at, forgotten_by, joined_into, joined_at, joined_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
