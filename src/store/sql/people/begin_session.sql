-- Begins a session.
--
--   $1 session  the hash of its token
--   $2 account  whose it is
--   $3 now      the moment

INSERT INTO sessions (token_hash, account_id, created_at, last_seen_at) VALUES ($1, $2, $3, $3)
