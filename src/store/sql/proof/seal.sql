-- A seal.
--
--   $1 seal  which

SELECT id, sealed_at, refresh_id, pets, events, root, previous_hash, public_key, signature FROM seals WHERE id = $1
