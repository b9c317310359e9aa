DROP TABLE pet_sold_events CASCADE;
