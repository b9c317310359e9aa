-- A pet that comes without a name gets one from the shop: its species and a number. What was recorded before has no such number, and so keeps its hash.

ALTER TABLE pet_arrived_events
    ADD COLUMN given_number integer,
    ADD CHECK (given_number > 0),
    ADD CHECK (name = species || ' ' || given_number);

ALTER TABLE pet_born_events
    DROP CONSTRAINT pet_born_events_check,
    ADD COLUMN given_number integer,
    ADD CHECK (given_number > 0),
    ADD CHECK (mother_id <> pet_id AND name = species || ' ' || given_number);

COMMENT ON COLUMN pet_arrived_events.given_number IS 'The number in the name, where the shop gave it; NULL where a person did.';
COMMENT ON COLUMN pet_born_events.given_number IS 'The number in the name, where the shop gave it; NULL where a person did.';
