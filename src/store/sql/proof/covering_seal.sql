-- The first seal that covers an event.
--
--   $1 pet      the event's pet
--   $2 version  its version

SELECT id, sealed_at, refresh_id, pets, events, root, previous_hash, public_key, signature
FROM seals
WHERE id = (SELECT seal_id FROM seal_heads WHERE pet_id = $1 AND version >= $2 ORDER BY seal_id LIMIT 1)
