-- Gives an advisory lock of this connection back.
--
--   $1 lock  its number

SELECT pg_advisory_unlock($1)
