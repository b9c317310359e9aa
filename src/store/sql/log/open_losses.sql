-- The losses of the pets that are lost now, the latest first, with names: the lost pets of the projection that have not moved on since, and those
-- that have.
--
--   $1 position  what of the log the projection has seen
--   $2 most      how many

WITH moved AS MATERIALIZED (
    SELECT DISTINCT pet_id AS id FROM unseen_events($1)
),
lost AS (
    SELECT id, status_since
    FROM pets_state_projection
    WHERE status = 'lost' AND id NOT IN (SELECT id FROM moved)
    UNION ALL
    SELECT state.id, state.status_since
    FROM moved
    CROSS JOIN LATERAL (SELECT id, status, status_since FROM pets_state WHERE id = moved.id OFFSET 0) AS state
    WHERE state.status = 'lost'
),
latest AS MATERIALIZED (
    SELECT id FROM lost ORDER BY status_since DESC, id DESC LIMIT $2
)
SELECT line.*
FROM latest
CROSS JOIN LATERAL (
    SELECT *
    FROM event_lines_at('infinity')
    WHERE event_type = 'PetLost' AND pet_id = latest.id AND retracted_by IS NULL
    ORDER BY version DESC
    LIMIT 1
) AS line
ORDER BY line.occurred_on DESC, line.id DESC
