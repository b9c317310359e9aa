-- The heads of the streams of some pets, in the order of their ids.
--
--   $1 first  the first id of each stretch of them
--   $2 last   its last id

SELECT stream.pet_id AS pet, stream.version, stream.head
FROM unnest($1::uuid[], $2::uuid[]) AS stretch (first, last)
JOIN pet_streams AS stream ON stream.pet_id BETWEEN stretch.first AND stretch.last
ORDER BY pet
