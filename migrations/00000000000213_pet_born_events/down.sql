DROP TABLE pet_born_events CASCADE;
