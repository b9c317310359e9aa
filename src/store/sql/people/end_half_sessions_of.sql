-- Ends all half sessions of an account.
--
--   $1 account  whose

DELETE FROM half_sessions WHERE account_id = $1
