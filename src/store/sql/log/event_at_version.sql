-- The event of a pet at a version, with names.
--
--   $1 pet      the pet
--   $2 version  the version

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.pet_id = $1 AND line.version = $2
