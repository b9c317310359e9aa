-- Gives an account another role.
--
--   $1 account  whose
--   $2 role     which

UPDATE accounts SET role = $2 WHERE id = $1
