-- A file of the same bytes that somebody has brought and that is not brought in yet.
--
--   $1 hash     sha256 of the bytes
--   $2 account  who has brought it

SELECT id FROM stock_files WHERE hash = $1 AND account_id = $2 AND state IN ('checking', 'checked', 'recording') ORDER BY created_at DESC LIMIT 1
