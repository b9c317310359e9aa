-- The heads of all streams as a seal covers them, in the order of their pets.
--
--   $1 seal  which

SELECT DISTINCT ON (pet_id) pet_id AS pet, version, head FROM seal_heads WHERE seal_id <= $1 ORDER BY pet_id, seal_id DESC
