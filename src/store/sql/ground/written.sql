-- How far the database has come with what it writes, in bytes since the cluster was made: all that has committed is before that.

SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS n
