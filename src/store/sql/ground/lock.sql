-- Waits for an advisory lock of this connection.
--
--   $1 lock  its number

SELECT pg_advisory_lock($1)
