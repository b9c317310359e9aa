-- The stock by species, the most numerous first: the projection's sums of species and status, corrected by the pets that have moved on since.
--
--   $1 position  what of the log the projection has seen

WITH moved AS MATERIALIZED (
    SELECT DISTINCT pet_id AS id FROM unseen_events($1)
),
counted AS (
    SELECT species, status, pets, value FROM stock_projection
    UNION ALL
    SELECT species, status, -1, -price FROM pets_state_projection WHERE id = ANY (ARRAY(SELECT id FROM moved))
    UNION ALL
    SELECT state.species, state.status, 1, state.price
    FROM moved
    CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state WHERE id = moved.id OFFSET 0) AS state
)
SELECT min(species) AS species,
       coalesce(sum(pets) FILTER (WHERE status = 'available'), 0)::bigint AS available,
       coalesce(sum(pets) FILTER (WHERE status = 'lost'), 0)::bigint AS lost,
       coalesce(sum(pets) FILTER (WHERE status = 'sold'), 0)::bigint AS sold,
       coalesce(sum(value) FILTER (WHERE status = 'available'), 0) AS value,
       coalesce(sum(value) FILTER (WHERE status = 'lost'), 0) AS lost_value,
       coalesce(sum(value) FILTER (WHERE status = 'sold'), 0) AS sold_value,
       row_number() OVER (ORDER BY folded(min(species)) COLLATE shop_order) AS place
FROM counted
GROUP BY folded(species)
HAVING sum(pets) > 0
ORDER BY available DESC, place
