-- Whether this server follows another, and how far it has come with that, in bytes since the cluster was made.

SELECT pg_is_in_recovery() AS follows, (pg_last_wal_replay_lsn() - '0/0')::bigint AS reached
