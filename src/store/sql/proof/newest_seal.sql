-- The newest seal: its number and its hash.

SELECT id, hash FROM seals ORDER BY id DESC LIMIT 1
