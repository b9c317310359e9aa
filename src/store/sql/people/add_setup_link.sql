-- Keeps a setup link.
--
--   $1 link  the hash of its token
--   $2 now   the moment

INSERT INTO setup_links (token_hash, created_at) VALUES ($1, $2)
