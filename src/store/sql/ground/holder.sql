-- Who holds an advisory lock, in this process or another: since when its connection is there, and what that says of itself. No row: nobody.
--
--   $1 lock  its number

SELECT activity.backend_start AS connected_at, coalesce(activity.application_name, '') AS said
FROM pg_locks AS held
LEFT JOIN pg_stat_activity AS activity ON activity.pid = held.pid
WHERE held.locktype = 'advisory'
  AND held.granted
  AND held.objsubid = 1
  AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (held.classid::bigint << 32 | held.objid::bigint) = $1
