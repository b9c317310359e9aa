-- PetLost: a pet got lost.

CREATE TABLE pet_lost_events (
    last_seen_location text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetLost'),
    CHECK (char_length(last_seen_location) BETWEEN 1 AND 200)
) INHERITS (events);

ALTER TABLE pet_lost_events ALTER event_type SET DEFAULT 'PetLost';

CREATE INDEX pet_lost_events_by_transaction ON pet_lost_events (transaction_id);
CREATE INDEX pet_lost_events_by_recorder ON pet_lost_events ((metadata ->> 'recorded_by'), id);

COMMENT ON TABLE pet_lost_events IS 'A pet got lost.';
COMMENT ON COLUMN pet_lost_events.last_seen_location IS 'Where it was last seen.';
