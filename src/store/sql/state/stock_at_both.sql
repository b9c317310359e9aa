-- The stock by species in the store at two moments. Each is what is kept of a moment before it, corrected by the pets with events since; the second
-- goes on from the first where none is kept in between.
--
--   $1 kept_from    the moment before the first of which the stock is kept; 1970 for none
--   $2 from         the first moment
--   $3 first_from   the first id of the events in between
--   $4 beyond_from  the first id beyond them
--   $5 kept_to      the moment before the second of which the stock is kept; the first moment, where it goes on from that
--   $6 to           the second moment
--   $7 first_to     the first id of the events in between
--   $8 beyond_to    the first id beyond them

WITH before AS (
    SELECT species, status, pets, value FROM stock_totals WHERE moment = $1
    UNION ALL
    SELECT state.species, state.status, side.sign, side.sign * state.price
    FROM (SELECT DISTINCT pet_id AS id FROM events WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2 OFFSET 0) AS moved
    CROSS JOIN (VALUES (-1::bigint, $1), (1, $2)) AS side (sign, moment)
    CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at(side.moment) WHERE id = moved.id OFFSET 0) AS state
),
after AS (
    /*: if goes_on :*/
    SELECT species, status, pets, value FROM before
    /*: else :*/
    SELECT species, status, pets, value FROM stock_totals WHERE moment = $5
    /*: endif :*/
    UNION ALL
    SELECT state.species, state.status, side.sign, side.sign * state.price
    FROM (SELECT DISTINCT pet_id AS id FROM events WHERE id >= $7 AND created_at > $5 AND id < $8 AND created_at <= $6 OFFSET 0) AS moved
    CROSS JOIN (VALUES (-1::bigint, $5), (1, $6)) AS side (sign, moment)
    CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at(side.moment) WHERE id = moved.id OFFSET 0) AS state
)
SELECT min(species) AS species,
       coalesce(sum(pets) FILTER (WHERE NOT is_after), 0)::bigint AS before,
       coalesce(sum(pets) FILTER (WHERE is_after), 0)::bigint AS after,
       coalesce(sum(value) FILTER (WHERE NOT is_after), 0) AS value_before,
       coalesce(sum(value) FILTER (WHERE is_after), 0) AS value_after
FROM (SELECT *, false AS is_after FROM before UNION ALL SELECT *, true FROM after) AS both_ends
WHERE status = 'available'
GROUP BY folded(species)
HAVING sum(pets) FILTER (WHERE NOT is_after) <> 0 OR sum(pets) FILTER (WHERE is_after) <> 0
ORDER BY folded(min(species)) COLLATE shop_order
