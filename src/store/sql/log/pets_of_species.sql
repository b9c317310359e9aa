-- How many pets of a species there ever were, counted no further than asked.
--
--   $1 species  the species, in any writing
--   $2 most     how far to count

SELECT count(*) AS n FROM (SELECT FROM pet_origins WHERE folded(species) = (SELECT folded($1)) LIMIT $2) AS pet
