-- A pet, its mother, hers, and so on.
--
--   $1 pet  the pet

WITH RECURSIVE up AS (
    SELECT pet_id, mother_id, 0 AS generation FROM pet_origins WHERE pet_id = $1
    UNION ALL
    SELECT mother.pet_id, mother.mother_id, up.generation + 1
    FROM up
    CROSS JOIN LATERAL (SELECT pet_id, mother_id FROM pet_origins WHERE pet_id = up.mother_id OFFSET 0) AS mother
)
SELECT pet_id AS id FROM up ORDER BY generation
