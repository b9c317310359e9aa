-- Holds a mother's stream as it is until this transaction ends.
--
--   $1 mother  the pet

SELECT pet_id AS id FROM pet_streams WHERE pet_id = $1 FOR SHARE
