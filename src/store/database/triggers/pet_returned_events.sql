-- pet_returned_events: an event takes its version, and is never rewritten.

CREATE OR REPLACE TRIGGER takes_its_version BEFORE INSERT ON pet_returned_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CALL make_append_only('pet_returned_events');
CALL hand_down_comments('events', 'pet_returned_events');
