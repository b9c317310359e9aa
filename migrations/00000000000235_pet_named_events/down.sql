DROP TABLE pet_named_events CASCADE;

COMMENT ON COLUMN events.event_type IS 'PetArrived, PetBorn, PetSold, PetReturned, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';
