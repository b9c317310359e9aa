-- Holds a pet's stream until this transaction ends.
--
--   $1 pet  whose

SELECT pet_id AS id FROM pet_streams WHERE pet_id = $1 FOR UPDATE
