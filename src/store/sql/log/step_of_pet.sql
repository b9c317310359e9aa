-- The moment of what a pet's story tells last before a moment, or first after it: what happened to it, and the births of its young.
--
--   $1 pet   the pet
--   $2 from  the moment

SELECT /*: if earlier :*/max(created_at)/*: else :*/min(created_at)/*: endif :*/ AS at
FROM (
    SELECT created_at FROM events WHERE pet_id = $1
    UNION ALL
    SELECT created_at FROM pet_born_events WHERE mother_id = $1
) AS event
WHERE created_at /*: if earlier :*/</*: else :*/>/*: endif :*/ $2
