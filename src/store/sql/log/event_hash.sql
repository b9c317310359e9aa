-- The hash of an event.
--
--   $1 event  the event

SELECT hash FROM events WHERE id = $1
