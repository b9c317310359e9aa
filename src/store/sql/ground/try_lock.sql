-- Takes an advisory lock for this connection, where it is free.
--
--   $1 lock  its number

SELECT pg_try_advisory_lock($1) AS yes
