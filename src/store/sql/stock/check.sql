-- A file is looked through, by this reading. An attempt before it ends without effect.
--
--   $1 id       which
--   $2 run      this attempt
--   $3 reading  how it is read

UPDATE stock_files
SET state = 'checking', run = $2, reading = $3, findings = NULL, failure = NULL, rows_read = 0, moved_at = clock_timestamp()
WHERE id = $1 AND state IN ('checking', 'checked')
