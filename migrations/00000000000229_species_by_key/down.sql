CREATE INDEX pet_arrived_events_by_species ON pet_arrived_events (lower(species), pet_id);
CREATE INDEX pet_arrived_events_by_species_age ON pet_arrived_events (lower(species), created_at);
CREATE INDEX pet_born_events_by_species ON pet_born_events (lower(species), pet_id);
CREATE INDEX pet_born_events_by_species_age ON pet_born_events (lower(species), created_at);
