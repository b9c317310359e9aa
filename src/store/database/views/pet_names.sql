-- pet_names: every name that a pet ever got, whether it counts or not, each in the index of its table by name.
--
-- As in unified_events, no branch has a join.

CREATE OR REPLACE VIEW pet_names AS
SELECT pet_id, id AS event_id, version, created_at, name
FROM pet_arrived_events
UNION ALL
SELECT pet_id, id AS event_id, version, created_at, name
FROM pet_born_events
UNION ALL
SELECT pet_id, id AS event_id, version, created_at, new_name
FROM pet_named_events;

COMMENT ON VIEW pet_names IS 'Every name that a pet ever got, whether it counts or not.';
COMMENT ON COLUMN pet_names.name IS 'The name.';
COMMENT ON COLUMN pet_names.event_id IS 'The arrival, the birth or the naming.';
CALL hand_down_comments('pet_born_events', 'pet_names');
