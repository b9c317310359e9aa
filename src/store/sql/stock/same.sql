-- The latest file of the same bytes that was brought in, if there is one.
--
--   $1 hash  sha256 of the bytes

SELECT file.id, account.name AS by, file.name, file.pets, file.ended_at
FROM stock_files AS file
LEFT JOIN accounts AS account ON account.id = file.account_id
WHERE file.hash = $1 AND file.state = 'done'
ORDER BY file.ended_at DESC
LIMIT 1
