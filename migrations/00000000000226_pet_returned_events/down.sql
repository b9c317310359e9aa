DROP TABLE pet_returned_events CASCADE;

COMMENT ON COLUMN events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';
