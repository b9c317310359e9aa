-- How many sums of the snapshot are not those of its pets.

WITH pets AS (
    SELECT species_key, min(species), status, count(*), sum(price) FROM pets_state_snapshot GROUP BY species_key, status
),
sums AS (
    SELECT species_key, species, status, pets, value FROM pets_count_snapshot
)
SELECT (SELECT count(*) FROM (TABLE pets EXCEPT TABLE sums) AS a) + (SELECT count(*) FROM (TABLE sums EXCEPT TABLE pets) AS b) AS n
