-- The numbers of pets.
--
--   $1 pets  which

SELECT pet_id AS id, number FROM pet_streams WHERE pet_id = ANY ($1)
