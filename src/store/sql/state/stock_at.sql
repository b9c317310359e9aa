-- The stock by species at a moment, the most numerous first: what is kept of the nearest moment, before it or after it, that nothing which the projection has
-- not seen can have changed, corrected by the pets with events in between. Their ids are made of the moment of recording, to the millisecond; the moment
-- itself then decides.
--
--   $1 at  the moment

WITH unseen AS MATERIALIZED (
    SELECT coalesce(min(created_at), 'infinity') AS since FROM unprojected_events
),
kept AS MATERIALIZED (
    SELECT moment, least(moment, $1) AS earlier, greatest(moment, $1) AS later
    FROM (
        (SELECT moment FROM stock_moments WHERE moment <= $1 AND moment < (SELECT since FROM unseen) ORDER BY moment DESC LIMIT 1)
        UNION ALL
        (SELECT moment FROM stock_moments WHERE moment > $1 AND moment < (SELECT since FROM unseen) ORDER BY moment LIMIT 1)
        UNION ALL
        -- There was nothing then.
        SELECT 'epoch'
    ) AS near
    ORDER BY greatest(moment, $1) - least(moment, $1)
    LIMIT 1
),
moved AS (
    SELECT DISTINCT pet_id AS id
    FROM events
    WHERE id >= (SELECT first_event_id_of(earlier) FROM kept) AND created_at > (SELECT earlier FROM kept)
      AND id < (SELECT first_event_id_of(later + interval '1 millisecond') FROM kept) AND created_at <= (SELECT later FROM kept)
    OFFSET 0
),
counted AS (
    SELECT species, status, pets, value FROM stock_totals WHERE moment = (SELECT moment FROM kept)
    UNION ALL
    -- As they were at the kept moment they are taken away, as they were at this one they are added.
    SELECT state.species, state.status, side.sign, side.sign * state.price
    FROM moved
    CROSS JOIN (SELECT -1::bigint AS sign, moment FROM kept UNION ALL SELECT 1, $1) AS side
    CROSS JOIN LATERAL (SELECT species, status, price FROM pets_state_at(side.moment) WHERE id = moved.id OFFSET 0) AS state
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
