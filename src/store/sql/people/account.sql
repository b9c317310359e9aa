-- An account.
--
--   $1 account  which

SELECT id, name, role, password_hash, disabled_at, created_at, second_factor_required
FROM accounts
WHERE id = $1
