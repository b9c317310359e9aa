-- PetFoundAgain: a lost pet was found again.

CREATE TABLE pet_found_again_events (
    found_location text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT pet_found_again_events_one_version UNIQUE (pet_id, version),
    CONSTRAINT pet_found_again_events_pet FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CONSTRAINT pet_found_again_events_type CHECK (event_type = 'PetFoundAgain'),
    CONSTRAINT pet_found_again_events_place_fits CHECK (char_length(found_location) BETWEEN 1 AND 200)
) INHERITS (events);

ALTER TABLE pet_found_again_events ALTER event_type SET DEFAULT 'PetFoundAgain';

CREATE INDEX pet_found_again_events_by_transaction ON pet_found_again_events (transaction_id);
CREATE INDEX pet_found_again_events_by_recorder ON pet_found_again_events ((metadata ->> 'recorded_by'), id);

CREATE TRIGGER takes_its_version BEFORE INSERT ON pet_found_again_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CALL make_append_only('pet_found_again_events');

COMMENT ON TABLE pet_found_again_events IS 'A lost pet was found again.';
COMMENT ON COLUMN pet_found_again_events.found_location IS 'Where it was found.';
