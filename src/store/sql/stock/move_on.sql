-- An attempt goes on.
--
--   $1 id         at which file
--   $2 run        which attempt
--   $3 rows_read  how many rows it has read

UPDATE stock_files SET rows_read = $3, moved_at = clock_timestamp() WHERE id = $1 AND run = $2 AND state IN ('checking', 'recording')
