-- A page of the seals, newest first.
--
--   $1 beside  the seal beside the page
--   $2 most    how many

SELECT id, sealed_at, refresh_id, pets, events, root, previous_hash, public_key, signature
FROM seals
WHERE id /*: if is_backwards :*/>/*: else :*/</*: endif :*/ $1
ORDER BY id /*: if is_backwards :*/ASC/*: else :*/DESC/*: endif :*/
LIMIT $2
