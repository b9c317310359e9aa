-- PetBorn: a pet was born in the store to a mother who was there.

CREATE TABLE pet_born_events (
    name      text NOT NULL,
    species   text NOT NULL,
    price     numeric(10, 2) NOT NULL,
    mother_id uuid NOT NULL REFERENCES pet_streams (pet_id),
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetBorn'),
    CHECK (char_length(name) BETWEEN 1 AND 100),
    CHECK (char_length(species) BETWEEN 1 AND 50),
    CHECK (price >= 0),
    CHECK (mother_id <> pet_id)
) INHERITS (events);

ALTER TABLE pet_born_events ALTER event_type SET DEFAULT 'PetBorn';

CREATE INDEX pet_born_events_by_transaction ON pet_born_events (transaction_id);
CREATE INDEX pet_born_events_by_recorder ON pet_born_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_born_events_by_species ON pet_born_events (lower(species), pet_id);
CREATE INDEX pet_born_events_by_mother ON pet_born_events (mother_id, id);
CREATE INDEX pet_born_events_by_day ON pet_born_events (occurred_on) INCLUDE (id);
CREATE INDEX pet_born_events_by_name ON pet_born_events (lower(name), pet_id);
CREATE INDEX pet_born_events_by_age ON pet_born_events (created_at, pet_id);
CREATE INDEX pet_born_events_by_species_age ON pet_born_events (lower(species), created_at);

COMMENT ON TABLE pet_born_events IS 'A pet was born in the store to a mother who was there.';
COMMENT ON COLUMN pet_born_events.name IS 'What the young one is called.';
COMMENT ON COLUMN pet_born_events.species IS 'The species of its mother.';
COMMENT ON COLUMN pet_born_events.price IS 'What it costs, in the currency of the shop.';
COMMENT ON COLUMN pet_born_events.mother_id IS 'Its mother.';
COMMENT ON INDEX pet_born_events_by_name IS 'See pet_arrived_events_by_name.';
COMMENT ON INDEX pet_born_events_by_age IS 'See pet_arrived_events_by_age.';
COMMENT ON INDEX pet_born_events_by_species_age IS 'See pet_arrived_events_by_species_age.';
