-- Adds somebody who cannot sign in, where nobody else is called so or looks so.
--
--   $1 id          their id
--   $2 name        what they are called
--   $3 since       since when they work here
--   $4 look        what the name looks like as it is written
--   $5 look_small  what it looks like in small letters

INSERT INTO accounts (id, name, role, password_hash, created_at, look, look_small) VALUES ($1, $2, 'staff', NULL, $3, $4, $5)
ON CONFLICT DO NOTHING
