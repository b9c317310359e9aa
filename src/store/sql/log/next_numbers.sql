-- The next numbers that the shop gives to pets of a species: above all that it gave, whatever became of them, and such as no pet has by the hand of
-- somebody.
--
--   $1 species  the species, in any writing
--   $2 above    they are above this too
--   $3 most     how many

WITH RECURSIVE number AS (
    SELECT greatest(max(given_number), $2) AS n, false AS is_free, 0 AS found FROM pet_origins WHERE folded(species) = (SELECT folded($1))
    UNION ALL
    SELECT n + 1, next.is_free, found + next.is_free::integer
    FROM number
    CROSS JOIN LATERAL (
        SELECT NOT EXISTS (SELECT FROM pet_names WHERE folded(name) COLLATE shop_order = folded($1 || ' ' || (n + 1))) AS is_free
    ) AS next
    WHERE found < $3
)
SELECT n AS number FROM number WHERE is_free ORDER BY n
