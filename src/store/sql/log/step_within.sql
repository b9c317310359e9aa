-- The moment of the last event of a millisecond before a moment, or of the first after it.
--
--   $1 from    the moment
--   $2 first   the first id of the millisecond
--   $3 beyond  the first id of the next

SELECT /*: if earlier :*/max(created_at)/*: else :*/min(created_at)/*: endif :*/ AS at
FROM events
WHERE id >= $2
  AND id < $3
  AND created_at /*: if earlier :*/</*: else :*/>/*: endif :*/ $1
