-- PetBorn: a pet was born in the store to a mother who was there.

CREATE TABLE pet_born_events (
    name      text NOT NULL,
    species   text NOT NULL,
    price     numeric(10, 2) NOT NULL,
    mother_id uuid NOT NULL REFERENCES pet_streams (pet_id),
    PRIMARY KEY (id),
    CONSTRAINT pet_born_events_one_version UNIQUE (pet_id, version),
    CONSTRAINT pet_born_events_pet FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CONSTRAINT pet_born_events_type CHECK (event_type = 'PetBorn'),
    CONSTRAINT pet_born_events_name_fits CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT pet_born_events_species_fits CHECK (char_length(species) BETWEEN 1 AND 50),
    CONSTRAINT pet_born_events_price_is_not_negative CHECK (price >= 0),
    CONSTRAINT pet_born_events_nobody_bears_itself CHECK (mother_id <> pet_id)
) INHERITS (events);

ALTER TABLE pet_born_events ALTER event_type SET DEFAULT 'PetBorn';

CREATE INDEX pet_born_events_by_transaction ON pet_born_events (transaction_id);
CREATE INDEX pet_born_events_by_recorder ON pet_born_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_born_events_by_species ON pet_born_events (lower(species), pet_id);
CREATE INDEX pet_born_events_by_mother ON pet_born_events (mother_id, id);
CREATE INDEX pet_born_events_by_day ON pet_born_events (occurred_on) INCLUDE (id);

CREATE TRIGGER takes_its_version BEFORE INSERT ON pet_born_events FOR EACH ROW EXECUTE FUNCTION begin_stream();
CALL make_append_only('pet_born_events');

COMMENT ON TABLE pet_born_events IS 'A pet was born in the store to a mother who was there.';
COMMENT ON COLUMN pet_born_events.name IS 'What the young one is called.';
COMMENT ON COLUMN pet_born_events.species IS 'The species of its mother.';
COMMENT ON COLUMN pet_born_events.price IS 'What it costs, in the currency of the shop.';
COMMENT ON COLUMN pet_born_events.mother_id IS 'Its mother.';
