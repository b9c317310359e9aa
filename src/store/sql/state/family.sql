-- A pet's family as of a moment: its mothers upwards and its young downwards, the eldest generation first, and within one by age.
--
-- Both ways are walked by index, a bounded number of steps. The limit ends the walk downwards, which goes generation by generation.
--
--   $1 pet          the pet
--   $2 at           the moment; infinity for now
--   $3 generations  how many are read upwards, and downwards
--   $4 litter       how many young of one mother are read
--   $5 most         how many pets are read downwards, the pet itself included

WITH RECURSIVE up AS (
    SELECT pet_id, mother_id, 0 AS generation
    FROM pet_origins
    WHERE pet_id = $1
    UNION ALL
    SELECT mother.pet_id, mother.mother_id, up.generation - 1
    FROM up
    CROSS JOIN LATERAL (SELECT pet_id, mother_id FROM pet_origins WHERE pet_id = up.mother_id OFFSET 0) AS mother
    WHERE up.generation > -$3::integer
),
down AS (
    SELECT $1::uuid AS pet_id, 0 AS generation
    UNION ALL
    SELECT young.pet_id, down.generation + 1
    FROM down
    CROSS JOIN LATERAL (
        SELECT born.pet_id
        FROM pet_born_events AS born
        WHERE born.mother_id = down.pet_id
          AND born.created_at <= $2
          AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = born.id AND r.created_at <= $2)
        ORDER BY born.id
        LIMIT $4
    ) AS young
    WHERE down.generation < $3
),
family AS MATERIALIZED (
    SELECT pet_id, generation FROM up WHERE generation < 0
    UNION ALL
    (SELECT pet_id, generation FROM down LIMIT $5)
)
SELECT state.id,
       state.mother_id,
       family.generation,
       state.name,
       state.number,
       state.status,
       (
           SELECT count(*)
           FROM pet_born_events AS born
           WHERE born.mother_id = family.pet_id
             AND born.created_at <= $2
             AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = born.id AND r.created_at <= $2)
       ) AS young
FROM family
CROSS JOIN LATERAL (SELECT id, mother_id, name, number, status, created_at FROM pets_state_at($2) WHERE id = family.pet_id OFFSET 0) AS state
ORDER BY family.generation, state.created_at, state.id
