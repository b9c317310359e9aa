DROP TABLE pet_arrived_events CASCADE;
