-- Ends a session.
--
--   $1 session  the hash of its token

DELETE FROM sessions WHERE token_hash = $1
