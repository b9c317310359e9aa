-- The next number that the shop gives to a pet of a species: above all that it gave, whatever became of them, and one that no pet has by the hand of
-- somebody.
--
--   $1 species  the species, in any writing
--   $2 above    it is above this too

WITH RECURSIVE number AS (
    SELECT greatest(max(given_number), $2) + 1 AS n FROM pet_origins WHERE folded(species) = (SELECT folded($1))
    UNION ALL
    SELECT n + 1 FROM number WHERE EXISTS (SELECT FROM pet_names WHERE folded(name) COLLATE shop_order = folded($1 || ' ' || n))
)
SELECT max(n) AS number FROM number
