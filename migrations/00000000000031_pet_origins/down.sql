DROP VIEW pet_origins;
