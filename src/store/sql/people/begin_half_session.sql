-- Begins a half session.
--
--   $1 half     the hash of its token
--   $2 account  whose password it was
--   $3 now      the moment

INSERT INTO half_sessions (token_hash, account_id, created_at) VALUES ($1, $2, $3)
