-- The heads of the streams of a stretch of pets as a seal covers them, in the order of their ids.
--
--   $1 seal   which
--   $2 first  the first id
--   $3 last   the last id

SELECT DISTINCT ON (pet_id) pet_id AS pet, version, head
FROM seal_heads
WHERE seal_id <= $1 AND pet_id BETWEEN $2 AND $3
ORDER BY pet_id, seal_id DESC
