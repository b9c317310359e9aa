-- Ends all sessions of an account, except one.
--
--   $1 account  whose
--   $2 keep     the hash of the token of the one that goes on; NULL for none

DELETE FROM sessions WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2
