-- One pet as the log makes it now.
--
--   $1 pet  the pet

SELECT * FROM pets_state WHERE id = $1
