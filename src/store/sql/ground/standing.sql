-- In which cluster this is, and on which of its timelines it writes; on none where it follows another. A server that takes another's place begins
-- a new one, with a greater number.

SELECT system_identifier AS cluster,
       CASE
           WHEN NOT pg_is_in_recovery() THEN ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint
       END AS timeline
FROM pg_control_system()
