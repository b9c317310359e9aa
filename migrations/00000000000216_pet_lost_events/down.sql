DROP TABLE pet_lost_events CASCADE;
