-- event_retracted_events: an event takes its version, and is never rewritten; and it takes back the latest one.
--
-- Triggers fire in the order of their names: the version comes first, for it locks the stream.

CREATE OR REPLACE TRIGGER takes_its_version BEFORE INSERT ON event_retracted_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CREATE OR REPLACE TRIGGER undoes_the_latest BEFORE INSERT ON event_retracted_events FOR EACH ROW EXECUTE FUNCTION take_back_the_latest();
CALL make_append_only('event_retracted_events');
CALL hand_down_comments('events', 'event_retracted_events');
