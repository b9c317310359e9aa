-- Adds customers whose ids are known.
--
--   $1 ids     their ids
--   $2 names   what they are called
--   $3 emails  their e-mail addresses, NULL for who gave none
--   $4 phones  their telephone numbers, NULL for who gave none
--   $5 since   when they first bought something

INSERT INTO customers (id, name, email, phone, created_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
