-- Ends a half session.
--
--   $1 half  the hash of its token

DELETE FROM half_sessions WHERE token_hash = $1
