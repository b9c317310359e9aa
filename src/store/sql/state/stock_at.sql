-- The stock by species at a moment, the most numerous first: what is kept of a moment before it, corrected by the pets with events since.
--
--   $1 kept    the moment of which the stock is kept; 1970 for none
--   $2 at      the moment
--   $3 first   the first id of the events in between
--   $4 beyond  the first id beyond them

WITH moved AS (
    SELECT DISTINCT pet_id AS id FROM events WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2 OFFSET 0
),
counted AS (
    SELECT species, status, pets, value FROM stock_totals WHERE moment = $1
    UNION ALL
    -- As they were before they are taken away, as they were after they are added.
    SELECT state.species, state.status, side.sign, side.sign * state.price
    FROM moved
    CROSS JOIN (VALUES (-1::bigint, $1), (1, $2)) AS side (sign, moment)
    CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at(side.moment) WHERE id = moved.id OFFSET 0) AS state
)
SELECT min(species) AS species,
       coalesce(sum(pets) FILTER (WHERE status = 'available'), 0)::bigint AS available,
       coalesce(sum(pets) FILTER (WHERE status = 'lost'), 0)::bigint AS lost,
       coalesce(sum(pets) FILTER (WHERE status = 'sold'), 0)::bigint AS sold,
       coalesce(sum(value) FILTER (WHERE status = 'available'), 0) AS value,
       coalesce(sum(value) FILTER (WHERE status = 'lost'), 0) AS lost_value,
       coalesce(sum(value) FILTER (WHERE status = 'sold'), 0) AS sold_value
FROM counted
GROUP BY folded(species)
HAVING sum(pets) > 0
ORDER BY available DESC, folded(min(species)) COLLATE shop_order
