-- A species as it was written first, NULL where it is new; and the moment.
--
--   $1 species  in any writing

SELECT (SELECT species FROM pet_origins WHERE folded(species) = (SELECT folded($1)) ORDER BY event_id LIMIT 1) AS species, clock_timestamp() AS at
