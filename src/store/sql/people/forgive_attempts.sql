-- Forgets the attempts on an account.
--
--   $1 name  the hash of its name

DELETE FROM sign_in_attempts WHERE name_hash = $1
