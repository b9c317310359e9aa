ALTER TABLE pet_arrived_events DROP COLUMN given_number CASCADE;
ALTER TABLE pet_born_events
    DROP COLUMN given_number CASCADE,
    ADD CHECK (mother_id <> pet_id);
