-- The events whose ids are in a range, both ends included, the oldest first, with names.
--
--   $1 first  the least id
--   $2 last   the greatest id
--   $3 most   how many

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id >= $1 AND line.id <= $2
ORDER BY line.id
LIMIT $3
