-- Ends the half sessions that nobody completed.
--
--   $1 begun  those that began at this moment or before

DELETE FROM half_sessions WHERE created_at <= $1
