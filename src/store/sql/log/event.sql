-- One event, with names.
--
--   $1 event  the event

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id = $1
