-- How many sums of the projection are not those of its pets, and of how many pets the words are not those by which they would be found.

WITH pets AS (
    SELECT species, status, count(*), sum(price) FROM pets_state_projection GROUP BY species, status
),
sums AS (
    SELECT species, status, pets, value FROM stock_projection WHERE pets <> 0 OR value <> 0
)
SELECT (SELECT count(*) FROM (TABLE pets EXCEPT TABLE sums) AS a) + (SELECT count(*) FROM (TABLE sums EXCEPT TABLE pets) AS b)
     + (SELECT count(*) FROM pets_state_projection WHERE (words, species_key) IS DISTINCT FROM (pet_words(name, species, number), folded(species))) AS n
