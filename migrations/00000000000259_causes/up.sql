-- What followed from an event is found by what it says of its cause. Few events answer another one, and those alone are in the indexes.

CREATE INDEX event_retracted_events_by_cause ON event_retracted_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_arrived_events_by_cause ON pet_arrived_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_born_events_by_cause ON pet_born_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_found_again_events_by_cause ON pet_found_again_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_lost_events_by_cause ON pet_lost_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_named_events_by_cause ON pet_named_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_price_change_events_by_cause ON pet_price_change_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_returned_events_by_cause ON pet_returned_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;
CREATE INDEX pet_sold_events_by_cause ON pet_sold_events ((metadata ->> 'causation_id'), id) WHERE metadata ->> 'causation_id' IS NOT NULL;

COMMENT ON COLUMN events.metadata IS 'recorded_by (account id), request_id; correlation_id, what belongs together; causation_id, the event that this one answers, and note where there is one.';
