-- Adds a refresh that was made elsewhere, as one that has seen what was brought along.
--
--   $1 id            its number
--   $2 requested_by  who asked for it
--   $3 started_at    when it began
--   $4 finished_at   when it was done
--   $5 pets          how many pets it found
--   $6 events        how many events it found

INSERT INTO snapshot_refreshes (id, requested_by, started_at, finished_at, position, cluster_id, pets, events)
OVERRIDING SYSTEM VALUE
SELECT $1, $2, $3, $4, pg_current_snapshot(), system_identifier, $5, $6 FROM pg_control_system()
