-- A pet's events in the order of their versions, for the rules; and the moment of its next one: later than that of the previous one, whatever the
-- clock does. Of a long story those are left out before the projection's state of the pet, which comes with the event that made it; not where anything has
-- been taken back since, for then what came before is needed as well.
--
--   $1 pet   the pet
--   $2 deep  more events than this are a long story

SELECT event.id, event.created_at, event.event_type, event.metadata, event.pet_id, event.version, event.occurred_on, event.event_data,
       greatest(clock_timestamp(), stream.last_recorded_at + interval '1 microsecond') AS next_at,
       CASE WHEN event.version = kept.version THEN to_jsonb(kept) END AS kept
FROM pet_streams AS stream
LEFT JOIN pets_state_projection AS kept
       ON kept.id = stream.pet_id
      AND kept.version > $2
      AND (SELECT undone.version FROM event_retracted_events AS undone WHERE undone.pet_id = stream.pet_id ORDER BY undone.version DESC LIMIT 1) >= kept.version IS NOT TRUE
JOIN unified_events AS event ON event.pet_id = stream.pet_id AND event.version >= coalesce(kept.version, 0)
WHERE stream.pet_id = $1
ORDER BY event.version
