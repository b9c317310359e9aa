-- pet_born_events: an event takes its version, and is never rewritten.

CREATE OR REPLACE TRIGGER takes_its_version BEFORE INSERT ON pet_born_events FOR EACH ROW EXECUTE FUNCTION begin_stream();
CALL make_append_only('pet_born_events');
CALL hand_down_comments('events', 'pet_born_events');
