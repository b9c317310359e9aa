-- Adds an account. The same one again changes nothing.
--
--   $1 id        its id
--   $2 name      what they are called
--   $3 role      what they may do
--   $4 password  the hash of their password; NULL for somebody who cannot sign in

INSERT INTO accounts (id, name, role, password_hash) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO NOTHING
