-- PetLost: a pet got lost.

CREATE TABLE pet_lost_events (
    last_seen_location text NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT pet_lost_events_one_version UNIQUE (pet_id, version),
    CONSTRAINT pet_lost_events_pet FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CONSTRAINT pet_lost_events_type CHECK (event_type = 'PetLost'),
    CONSTRAINT pet_lost_events_place_fits CHECK (char_length(last_seen_location) BETWEEN 1 AND 200)
) INHERITS (events);

ALTER TABLE pet_lost_events ALTER event_type SET DEFAULT 'PetLost';

CREATE INDEX pet_lost_events_by_transaction ON pet_lost_events (transaction_id);
CREATE INDEX pet_lost_events_by_recorder ON pet_lost_events ((metadata ->> 'recorded_by'), id);

CREATE TRIGGER takes_its_version BEFORE INSERT ON pet_lost_events FOR EACH ROW EXECUTE FUNCTION continue_stream();
CALL make_append_only('pet_lost_events');

COMMENT ON TABLE pet_lost_events IS 'A pet got lost.';
COMMENT ON COLUMN pet_lost_events.last_seen_location IS 'Where it was last seen.';
