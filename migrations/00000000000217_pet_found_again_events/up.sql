-- PetFoundAgain: a lost pet was found again.

CREATE TABLE pet_found_again_events (
    found_location text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetFoundAgain'),
    CHECK (char_length(found_location) BETWEEN 1 AND 200)
) INHERITS (events);

ALTER TABLE pet_found_again_events ALTER event_type SET DEFAULT 'PetFoundAgain';

CREATE INDEX pet_found_again_events_by_transaction ON pet_found_again_events (transaction_id);
CREATE INDEX pet_found_again_events_by_recorder ON pet_found_again_events ((metadata ->> 'recorded_by'), id);

COMMENT ON TABLE pet_found_again_events IS 'A lost pet was found again.';
COMMENT ON COLUMN pet_found_again_events.found_location IS 'Where it was found.';
