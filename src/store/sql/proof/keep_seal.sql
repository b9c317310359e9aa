-- Keeps a seal.
--
--   $1 seal        its number
--   $2 sealed_at   when it was made
--   $3 refresh     the refresh that made it
--   $4 pets        how many pets it covers
--   $5 events      how many events
--   $6 root        the root over the heads of their streams
--   $7 previous    the hash of the seal before it
--   $8 hash        its own
--   $9 public_key  whose signature it bears
--   $10 signature  the signature

INSERT INTO seals (id, sealed_at, refresh_id, pets, events, root, previous_hash, hash, public_key, signature)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
