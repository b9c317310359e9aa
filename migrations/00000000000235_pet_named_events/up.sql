-- PetNamed: a pet got a name, or its name was mended.

CREATE TABLE pet_named_events (
    old_name text NOT NULL,
    new_name text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetNamed'),
    CHECK (char_length(old_name) BETWEEN 1 AND 100),
    CHECK (char_length(new_name) BETWEEN 1 AND 100),
    CHECK (new_name <> old_name)
) INHERITS (events);

ALTER TABLE pet_named_events ALTER event_type SET DEFAULT 'PetNamed';

CREATE INDEX pet_named_events_by_transaction ON pet_named_events (transaction_id);
CREATE INDEX pet_named_events_by_recorder ON pet_named_events ((metadata ->> 'recorded_by'), id);

COMMENT ON TABLE pet_named_events IS 'A pet got a name, or its name was mended.';
COMMENT ON COLUMN pet_named_events.old_name IS 'What it was called before.';
COMMENT ON COLUMN pet_named_events.new_name IS 'What it is called since.';

COMMENT ON COLUMN events.event_type IS 'PetArrived, PetBorn, PetSold, PetReturned, PetPriceChange, PetNamed, PetLost, PetFoundAgain or EventRetracted.';
