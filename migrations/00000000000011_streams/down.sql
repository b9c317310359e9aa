DROP TABLE pet_streams;
