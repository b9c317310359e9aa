-- What was recorded because of an event, the first first, with names.
--
--   $1 cause  the event
--   $2 most   how many

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.metadata ->> 'causation_id' = $1
ORDER BY line.id
LIMIT $2
