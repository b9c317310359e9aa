-- Counts an attempt.
--
--   $1 address  where it comes from
--   $2 name     the hash of the account's name
--   $3 now      the moment

INSERT INTO sign_in_attempts (address, name_hash, attempted_at) VALUES ($1, $2, $3)
