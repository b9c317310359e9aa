-- A part of a pet's story as of a moment, newest first, with names.
--
--   $1 pet    the pet
--   $2 at     the moment; infinity for now
--   $3 until  the version of the newest event in it
--   $4 most   how many events

SELECT line.*
FROM event_lines_at($2) AS line
WHERE line.pet_id = $1 AND line.version <= $3
ORDER BY line.version DESC
LIMIT $4
