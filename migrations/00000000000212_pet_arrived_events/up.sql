-- PetArrived: a pet came to the store from elsewhere.

CREATE TABLE pet_arrived_events (
    name    text NOT NULL,
    species text NOT NULL,
    price   numeric(10, 2) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetArrived'),
    CHECK (char_length(name) BETWEEN 1 AND 100),
    CHECK (char_length(species) BETWEEN 1 AND 50),
    CHECK (price >= 0)
) INHERITS (events);

ALTER TABLE pet_arrived_events ALTER event_type SET DEFAULT 'PetArrived';

CREATE INDEX pet_arrived_events_by_transaction ON pet_arrived_events (transaction_id);
CREATE INDEX pet_arrived_events_by_recorder ON pet_arrived_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_arrived_events_by_species ON pet_arrived_events (lower(species), pet_id);
CREATE INDEX pet_arrived_events_by_name ON pet_arrived_events (lower(name), pet_id);
CREATE INDEX pet_arrived_events_by_age ON pet_arrived_events (created_at, pet_id);
CREATE INDEX pet_arrived_events_by_species_age ON pet_arrived_events (lower(species), created_at);

COMMENT ON TABLE pet_arrived_events IS 'A pet came to the store from elsewhere.';
COMMENT ON COLUMN pet_arrived_events.name IS 'What the pet is called.';
COMMENT ON COLUMN pet_arrived_events.species IS 'What kind of animal it is; two that differ in case alone are the same.';
COMMENT ON COLUMN pet_arrived_events.price IS 'What it costs, in the currency of the shop.';
COMMENT ON INDEX pet_arrived_events_by_name IS 'To walk the names; the list of the shop at a moment computes no more pets than it shows.';
COMMENT ON INDEX pet_arrived_events_by_age IS 'To walk the pets from the newest or from the oldest.';
COMMENT ON INDEX pet_arrived_events_by_species_age IS 'To find the first pet of each species, and so which species there were at a moment.';
