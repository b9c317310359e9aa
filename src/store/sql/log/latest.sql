-- The latest events as of a moment, newest first, with names.
--
--   $1 at     the moment; infinity for now
--   $2 below  an id above all that had been recorded by then: where to begin in the index
--   $3 most   how many

SELECT line.*
FROM event_lines_at($1) AS line
WHERE line.id < $2
ORDER BY line.id DESC
LIMIT $3
