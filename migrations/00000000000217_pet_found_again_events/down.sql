DROP TABLE pet_found_again_events CASCADE;
