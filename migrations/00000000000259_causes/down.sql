DROP INDEX event_retracted_events_by_cause;
DROP INDEX pet_arrived_events_by_cause;
DROP INDEX pet_born_events_by_cause;
DROP INDEX pet_found_again_events_by_cause;
DROP INDEX pet_lost_events_by_cause;
DROP INDEX pet_named_events_by_cause;
DROP INDEX pet_price_change_events_by_cause;
DROP INDEX pet_returned_events_by_cause;
DROP INDEX pet_sold_events_by_cause;

COMMENT ON COLUMN events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';
