-- The latest files, newest first.
--
--   $1 most  how many

SELECT
    file.id, account.name AS by, file.name, file.created_at, coalesce(file.bytes, 0) AS bytes, file.hash, file.reading, file.findings, file.state,
    file.rows_read, file.moved_at < clock_timestamp() - interval '20 seconds' AS is_still, file.failure, file.pets, file.ended_at,
    EXISTS (SELECT FROM stock_parts WHERE file_id = file.id) AS is_kept
FROM stock_files AS file
LEFT JOIN accounts AS account ON account.id = file.account_id
WHERE file.state <> 'arriving'
ORDER BY file.created_at DESC, file.id DESC
LIMIT $1
