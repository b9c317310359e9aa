-- The pets that have moved on since the refresh, the latest first.
--
--   $1 position  what of the log the snapshot has seen
--   $2 most      how many

WITH moved AS MATERIALIZED (
    SELECT pet_id AS id, count(*) AS events, max(created_at) AS latest_at
    FROM unseen_events($1)
    GROUP BY pet_id
    ORDER BY max(created_at) DESC
    LIMIT $2
)
SELECT moved.id, called.name, called.species, moved.events, moved.latest_at
FROM moved
CROSS JOIN LATERAL (SELECT name, species FROM pets_called_at('infinity') WHERE pet_id = moved.id OFFSET 0) AS called
ORDER BY moved.latest_at DESC
