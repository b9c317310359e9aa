-- A species as it was written first.
--
--   $1 species  in any writing

SELECT species FROM pet_origins WHERE folded(species) = (SELECT folded($1)) ORDER BY event_id LIMIT 1
