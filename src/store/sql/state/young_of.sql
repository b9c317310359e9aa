-- The young of a mother as they are or were at a moment, the youngest first.
--
--   $1 mother  the mother
--   $2 at      the moment; infinity for now

SELECT state.*
FROM pet_born_events AS born
CROSS JOIN LATERAL (SELECT * FROM pets_state_at($2) WHERE id = born.pet_id OFFSET 0) AS state
WHERE born.mother_id = $1
ORDER BY born.id DESC
