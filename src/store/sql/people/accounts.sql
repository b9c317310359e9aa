-- Everybody who works here, by name.

SELECT id, name, role, password_hash, disabled_at, created_at, second_factor_required
FROM accounts
ORDER BY folded(name) COLLATE shop_order, id
