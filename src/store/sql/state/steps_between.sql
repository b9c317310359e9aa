-- What was recorded about pets between two moments, pet by pet, in the order of their versions.
--
--   $1 pets  the pets
--   $2 from  the first moment
--   $3 to    the second

SELECT step.pet_id AS pet,
       step.id AS event,
       step.event_type AS kind,
       step.created_at AS at,
       (SELECT created_at FROM event_retracted_events WHERE retracted_event_id = step.id AND created_at <= $3) IS NOT NULL AS is_taken_back
FROM unnest($1::uuid[]) AS pet (id)
CROSS JOIN LATERAL (
    SELECT id, pet_id, event_type, created_at, version
    FROM events
    WHERE pet_id = pet.id AND created_at > $2 AND created_at <= $3
    OFFSET 0
) AS step
ORDER BY step.pet_id, step.version
