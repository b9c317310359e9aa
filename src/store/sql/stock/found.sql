-- A file was looked through.
--
--   $1 id        which
--   $2 run       by which attempt
--   $3 findings  what it would bring

UPDATE stock_files SET state = 'checked', findings = $3, moved_at = clock_timestamp() WHERE id = $1 AND run = $2 AND state = 'checking'
