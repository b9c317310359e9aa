-- The password of an account that may be used; it stays so until this transaction ends.
--
--   $1 account  which

SELECT password_hash FROM accounts WHERE id = $1 AND disabled_at IS NULL FOR SHARE
