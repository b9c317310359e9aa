-- Keeps a token for a program.
--
--   $1 id           its identity
--   $2 name         which program it is for
--   $3 scope        what it lets one see
--   $4 secret_hash  what is kept of it
--   $5 now          when it was made
--   $6 by           who made it; NULL for the command line
--   $7 ends_at      from when on it is none any more; NULL where it does not end

INSERT INTO tokens (id, name, scope, secret_hash, created_at, created_by, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
