-- A pet's events in the order of their versions, for the rules; and the moment of its next one: later than that of the previous one, whatever the
-- clock does.
--
--   $1 pet  the pet

SELECT event.id, event.created_at, event.event_type, event.metadata, event.pet_id, event.version, event.occurred_on, event.event_data,
       greatest(clock_timestamp(), stream.last_recorded_at + interval '1 microsecond') AS next_at
FROM pet_streams AS stream
JOIN unified_events AS event ON event.pet_id = stream.pet_id
WHERE stream.pet_id = $1
ORDER BY event.version
