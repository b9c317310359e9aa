-- unified_events: the whole log in one shape, the base columns and what is special to the kind as jsonb.
--
-- All branches have identical column types, so that ORDER BY id LIMIT is a Merge Append over the primary keys of the children. A cast
-- in one branch, UNION instead of UNION ALL, or a join in a branch would make it a full sort; so what took an event back is looked up by a
-- scalar subquery.

CREATE OR REPLACE VIEW unified_events AS
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('name', e.name, 'species', e.species, 'price', e.price, 'given_number', e.given_number) AS event_data,
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id) AS retracted_by,
       e.hash
FROM pet_arrived_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('name', e.name, 'species', e.species, 'price', e.price, 'mother_id', e.mother_id, 'given_number', e.given_number),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_born_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('customer_id', e.customer_id, 'sale_price', e.sale_price),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_sold_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('reason', e.reason, 'refund', e.refund),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_returned_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('old_price', e.old_price, 'new_price', e.new_price),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_price_change_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('old_name', e.old_name, 'new_name', e.new_name),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_named_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('last_seen_location', e.last_seen_location),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_lost_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('found_location', e.found_location),
       (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = e.id),
       e.hash
FROM pet_found_again_events AS e
UNION ALL
SELECT e.id, e.created_at, e.event_type, e.metadata, e.pet_id, e.version, e.occurred_on, e.transaction_id,
       jsonb_build_object('retracted_event_id', e.retracted_event_id, 'reason', e.reason),
       NULL::uuid,
       e.hash
FROM event_retracted_events AS e;

COMMENT ON VIEW unified_events IS 'The whole log in one shape; newest first by ORDER BY id DESC.';
COMMENT ON COLUMN unified_events.event_data IS 'What is special to the kind of event.';
COMMENT ON COLUMN unified_events.retracted_by IS 'The event that took this one back, where one did: then it counts no longer.';
CALL hand_down_comments('events', 'unified_events');
