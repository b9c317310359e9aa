-- The accounts of which it is not known what their names look like, the eldest first.

SELECT id, name FROM accounts WHERE look IS NULL ORDER BY created_at, id
