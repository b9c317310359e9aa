-- Writes down that a session was used.
--
--   $1 session  the hash of its token
--   $2 now      the moment

UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1
