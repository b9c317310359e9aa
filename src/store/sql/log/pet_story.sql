-- A pet's story as of a moment, newest first, with names.
--
--   $1 pet  the pet
--   $2 at   the moment; infinity for now

SELECT line.*
FROM event_lines_at($2) AS line
WHERE line.pet_id = $1
ORDER BY line.version DESC
