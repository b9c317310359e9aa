-- The earliest moment at which something was recorded that the refresh has not seen; NULL where it has seen all. A pet's events are seen in their
-- order. So one whose version is in the snapshot has been seen, whatever a restored shop's transactions say.
--
--   $1 position  what of the log the refresh has seen

SELECT min(event.created_at) AS at
FROM unseen_events($1) AS event
LEFT JOIN pets_state_snapshot AS seen ON seen.id = event.pet_id
WHERE event.version > coalesce(seen.version, 0)
