DROP TABLE pet_streams CASCADE;
