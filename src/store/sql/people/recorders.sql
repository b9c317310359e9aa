-- Those who may have recorded something, by name.

SELECT id, name FROM accounts ORDER BY folded(name) COLLATE shop_order, id
