-- Takes a recovery code, once.
--
--   $1 account  whose
--   $2 code     its hash

DELETE FROM recovery_codes WHERE account_id = $1 AND code_hash = $2
