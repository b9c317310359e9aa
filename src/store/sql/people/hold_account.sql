-- An account, which nobody else changes until this transaction ends.
--
--   $1 account  which

SELECT id, name, role, password_hash, disabled_at, created_at, second_factor_required
FROM accounts
WHERE id = $1
FOR UPDATE
