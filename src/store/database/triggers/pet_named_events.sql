-- pet_named_events: an event takes its version, is never rewritten, and is announced.

CREATE OR REPLACE TRIGGER takes_its_version BEFORE INSERT ON pet_named_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CREATE OR REPLACE TRIGGER announces AFTER INSERT ON pet_named_events FOR EACH STATEMENT EXECUTE FUNCTION announce_events();
CALL make_append_only('pet_named_events');
CALL hand_down_comments('events', 'pet_named_events');
