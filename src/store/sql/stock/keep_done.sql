-- Keeps that a file was brought in at the command line.
--
--   $1 id     its identity
--   $2 name   what it is called
--   $3 bytes  how long it is
--   $4 hash   sha256 of its bytes
--   $5 pets   how many pets it has brought

INSERT INTO stock_files (id, name, created_at, bytes, hash, state, pets, ended_at)
VALUES ($1, $2, clock_timestamp(), $3, $4, 'done', $5, clock_timestamp())
