-- Whether a refresh is running, in this process or another: only its lock knows, for a killed process leaves its row unfinished.
--
--   $1 lock  the advisory lock of the refresh

SELECT EXISTS (
    SELECT
    FROM pg_locks
    WHERE locktype = 'advisory'
      AND granted
      AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32 | objid::bigint) = $1
) AS yes
