-- What pets are called now.
--
--   $1 pets  which

SELECT id, name FROM pets_state WHERE id = ANY ($1)
