-- What a file brings is recorded from now on: where it was looked through, or where an attempt has stood still.
--
--   $1 id   which
--   $2 run  this attempt

UPDATE stock_files
SET state = 'recording', run = $2, failure = NULL, rows_read = 0, moved_at = clock_timestamp()
WHERE id = $1
  AND findings IS NOT NULL
  AND (state = 'checked' OR (state = 'recording' AND moved_at < clock_timestamp() - interval '20 seconds'))
