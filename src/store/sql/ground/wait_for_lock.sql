-- Waits for an advisory lock, and keeps it until this transaction ends.
--
--   $1 lock  its number

SELECT pg_advisory_xact_lock($1)
