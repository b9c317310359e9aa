-- What the log holds of a customer: their sales, returns, and what took these back, newest first, with names.
--
--   $1 customer  who

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id = ANY (ARRAY(SELECT id FROM steps_of_customer($1)))
ORDER BY line.id DESC
