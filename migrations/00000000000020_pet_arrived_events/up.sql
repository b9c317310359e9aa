-- PetArrived: a pet came to the store from elsewhere.

CREATE TABLE pet_arrived_events (
    name    text NOT NULL,
    species text NOT NULL,
    price   numeric(10, 2) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT pet_arrived_events_one_version UNIQUE (pet_id, version),
    CONSTRAINT pet_arrived_events_pet FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CONSTRAINT pet_arrived_events_type CHECK (event_type = 'PetArrived'),
    CONSTRAINT pet_arrived_events_name_fits CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT pet_arrived_events_species_fits CHECK (char_length(species) BETWEEN 1 AND 50),
    CONSTRAINT pet_arrived_events_price_is_not_negative CHECK (price >= 0)
) INHERITS (events);

ALTER TABLE pet_arrived_events ALTER event_type SET DEFAULT 'PetArrived';

CREATE INDEX pet_arrived_events_by_transaction ON pet_arrived_events (transaction_id);
CREATE INDEX pet_arrived_events_by_recorder ON pet_arrived_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_arrived_events_by_species ON pet_arrived_events (lower(species), pet_id);

CREATE TRIGGER takes_its_version BEFORE INSERT ON pet_arrived_events FOR EACH ROW EXECUTE FUNCTION begin_stream();
CALL make_append_only('pet_arrived_events');

COMMENT ON TABLE pet_arrived_events IS 'A pet came to the store from elsewhere.';
COMMENT ON COLUMN pet_arrived_events.name IS 'What the pet is called.';
COMMENT ON COLUMN pet_arrived_events.species IS 'What kind of animal it is; two that differ in case alone are the same.';
COMMENT ON COLUMN pet_arrived_events.price IS 'What it costs, in the currency of the shop.';
