-- Adds somebody who cannot sign in, where the name is still free.
--
--   $1 id     their id
--   $2 name   what they are called
--   $3 since  since when they work here

INSERT INTO accounts (id, name, role, password_hash, created_at) VALUES ($1, $2, 'staff', NULL, $3)
ON CONFLICT DO NOTHING
