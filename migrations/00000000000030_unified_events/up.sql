-- unified_events: the whole log in one shape, the base columns and what is special to the kind as jsonb.
--
-- All branches have identical column types, so that ORDER BY id LIMIT is a Merge Append over the primary keys of the children. A cast
-- in one branch, or UNION instead of UNION ALL, would make it a full sort.

CREATE VIEW unified_events AS
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('name', name, 'species', species, 'price', price) AS event_data
FROM pet_arrived_events
UNION ALL
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('name', name, 'species', species, 'price', price, 'mother_id', mother_id)
FROM pet_born_events
UNION ALL
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('customer_id', customer_id, 'sale_price', sale_price)
FROM pet_sold_events
UNION ALL
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('old_price', old_price, 'new_price', new_price)
FROM pet_price_change_events
UNION ALL
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('last_seen_location', last_seen_location)
FROM pet_lost_events
UNION ALL
SELECT id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id,
       jsonb_build_object('found_location', found_location)
FROM pet_found_again_events;

COMMENT ON VIEW unified_events IS 'The whole log in one shape; newest first by ORDER BY id DESC.';
COMMENT ON COLUMN unified_events.event_data IS 'What is special to the kind of event.';
