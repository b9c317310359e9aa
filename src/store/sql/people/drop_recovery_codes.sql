-- Throws away all recovery codes of an account.
--
--   $1 account  whose

DELETE FROM recovery_codes WHERE account_id = $1
