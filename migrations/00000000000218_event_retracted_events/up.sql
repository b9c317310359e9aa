-- EventRetracted: an event of a pet was taken back, in the open. It stays in the log and counts no longer.
--
-- Only the latest event that still counts can be taken back, so that what remains is always a possible story: everything that was
-- recorded after it has to be a retraction, or has been taken back by one.

CREATE TABLE event_retracted_events (
    retracted_event_id uuid NOT NULL,
    reason             text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    UNIQUE (retracted_event_id),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'EventRetracted'),
    CHECK (retracted_event_id <> id),
    CHECK (char_length(reason) BETWEEN 1 AND 1000)
) INHERITS (events);

ALTER TABLE event_retracted_events ALTER event_type SET DEFAULT 'EventRetracted';

CREATE INDEX event_retracted_events_by_transaction ON event_retracted_events (transaction_id);
CREATE INDEX event_retracted_events_by_recorder ON event_retracted_events ((metadata ->> 'recorded_by'), id);

COMMENT ON TABLE event_retracted_events IS 'An event was taken back: it stays in the log and counts no longer.';
COMMENT ON COLUMN event_retracted_events.retracted_event_id IS 'The event that was taken back, of the same pet; never a retraction.';
COMMENT ON COLUMN event_retracted_events.reason IS 'Why.';
