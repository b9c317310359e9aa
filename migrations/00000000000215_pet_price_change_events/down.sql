DROP TABLE pet_price_change_events CASCADE;
