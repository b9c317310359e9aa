-- A species by the key under which it is known, and as it was written first; NULL where it is new.
--
--   $1 species  in any writing

SELECT
    folded($1) AS key,
    (SELECT species FROM pet_origins WHERE folded(species) = (SELECT folded($1)) ORDER BY event_id LIMIT 1) AS known
