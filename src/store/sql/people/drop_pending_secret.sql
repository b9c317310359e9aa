-- Throws away a secret that was not confirmed.
--
--   $1 account  whose

UPDATE second_factors SET pending_secret = NULL WHERE account_id = $1
