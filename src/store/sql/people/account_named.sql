-- The account of a name, whatever its case.
--
--   $1 name  the name

SELECT id, name, role, password_hash, disabled_at, created_at, second_factor_required
FROM accounts
WHERE lower(name) = lower($1)
