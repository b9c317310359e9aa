-- All customers; who was joined into another stands behind them.

SELECT id, created_at, name, email, phone, version, forgotten_at, forgotten_by, joined_into, joined_at, joined_by
FROM customers
ORDER BY joined_into IS NOT NULL, created_at, id
