-- Writes down that a refresh failed.
--
--   $1 refresh  which
--   $2 failure  why

UPDATE snapshot_refreshes SET finished_at = clock_timestamp(), failure = $2 WHERE id = $1
