-- The heads of all streams, in the order of their pets.

SELECT pet_id AS pet, version, head FROM pet_streams ORDER BY pet_id
