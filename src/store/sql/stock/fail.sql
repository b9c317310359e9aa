-- An attempt has ended in vain.
--
--   $1 id       at which file
--   $2 run      which attempt
--   $3 failure  why

UPDATE stock_files
SET state = 'checked', failure = $3, moved_at = clock_timestamp()
WHERE id = $1 AND run = $2 AND state IN ('checking', 'recording')
