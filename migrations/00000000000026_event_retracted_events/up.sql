-- EventRetracted: an event of a pet was taken back, in the open. It stays in the log and counts no longer.
--
-- Only the latest event that still counts can be taken back, so that what remains is always a possible story: everything that was
-- recorded after it has to be a retraction, or has been taken back by one.

CREATE TABLE event_retracted_events (
    retracted_event_id uuid NOT NULL,
    reason             text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT event_retracted_events_one_version UNIQUE (pet_id, version),
    CONSTRAINT event_retracted_events_only_once UNIQUE (retracted_event_id),
    CONSTRAINT event_retracted_events_pet FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CONSTRAINT event_retracted_events_type CHECK (event_type = 'EventRetracted'),
    CONSTRAINT event_retracted_events_not_itself CHECK (retracted_event_id <> id),
    CONSTRAINT event_retracted_events_reason_fits CHECK (char_length(reason) BETWEEN 1 AND 1000)
) INHERITS (events);

ALTER TABLE event_retracted_events ALTER event_type SET DEFAULT 'EventRetracted';

CREATE INDEX event_retracted_events_by_transaction ON event_retracted_events (transaction_id);
CREATE INDEX event_retracted_events_by_recorder ON event_retracted_events ((metadata ->> 'recorded_by'), id);

CREATE FUNCTION take_back_the_latest() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM events AS latest
        WHERE latest.pet_id = NEW.pet_id
          AND latest.id = NEW.retracted_event_id
          AND latest.event_type <> 'EventRetracted'
          AND NOT EXISTS (
              SELECT FROM events AS later
              WHERE later.pet_id = NEW.pet_id
                AND later.version > latest.version
                AND later.event_type <> 'EventRetracted'
                AND NOT EXISTS (SELECT FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = later.id)
          )
    ) THEN
        RAISE EXCEPTION 'event % is not the latest of pet % that counts', NEW.retracted_event_id, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'retraction_takes_back_the_latest';
    END IF;
    RETURN NEW;
END
$$;

-- Triggers fire in the order of their names: the version comes first, for it locks the stream.
CREATE TRIGGER takes_its_version BEFORE INSERT ON event_retracted_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CREATE TRIGGER undoes_the_latest BEFORE INSERT ON event_retracted_events FOR EACH ROW EXECUTE FUNCTION take_back_the_latest();
CALL make_append_only('event_retracted_events');

COMMENT ON TABLE event_retracted_events IS 'An event was taken back: it stays in the log and counts no longer.';
COMMENT ON COLUMN event_retracted_events.retracted_event_id IS 'The event that was taken back, of the same pet; never a retraction.';
COMMENT ON COLUMN event_retracted_events.reason IS 'Why.';
COMMENT ON FUNCTION take_back_the_latest() IS 'Trigger: what is taken back is the latest event of the pet that still counts.';
