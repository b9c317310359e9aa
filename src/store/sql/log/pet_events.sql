-- A pet's events in the order of their versions, for the rules.
--
--   $1 pet  the pet

SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, event_data
FROM unified_events
WHERE pet_id = $1
ORDER BY version
