-- Adds an account. The same one again changes nothing.
--
--   $1 id          its id
--   $2 name        what they are called
--   $3 role        what they may do
--   $4 password    the hash of their password; NULL for somebody who cannot sign in
--   $5 look        what the name looks like as it is written
--   $6 look_small  what it looks like in small letters

INSERT INTO accounts (id, name, role, password_hash, look, look_small) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
