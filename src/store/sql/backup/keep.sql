-- Keeps that a backup was taken.
--
--   $1 id            its identity
--   $2 taken_at      the moment whose books it has
--   $3 file          where it is
--   $4 bytes         how long it is
--   $5 events        how many events it has; NULL where nobody has looked
--   $6 is_encrypted  whether a passphrase encrypts it
--   $7 checked_at    when it had been checked; NULL where it was not

INSERT INTO backups (id, taken_at, file, bytes, events, is_encrypted, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
