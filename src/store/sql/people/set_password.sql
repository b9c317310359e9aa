-- Gives an account another password.
--
--   $1 account   whose
--   $2 password  the new one, hashed

UPDATE accounts SET password_hash = $2 WHERE id = $1
