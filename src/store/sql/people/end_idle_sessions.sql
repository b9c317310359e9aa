-- Ends the sessions that nobody uses.
--
--   $1 used  those that were used before this, and not since

DELETE FROM sessions WHERE last_seen_at < $1
