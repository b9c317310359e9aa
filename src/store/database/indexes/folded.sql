-- Indexes by the folded key. They stand here and not in migrations, for they go and come with the function that sorts them. The planner keeps no samples
-- of customers, as it keeps none of their names.

CREATE INDEX IF NOT EXISTS customers_by_key ON customers (folded(name));
ALTER INDEX customers_by_key ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_key IS 'To find customers who are called alike.';

CREATE INDEX IF NOT EXISTS pet_arrived_events_by_species ON pet_arrived_events (folded(species), pet_id);
CREATE INDEX IF NOT EXISTS pet_born_events_by_species ON pet_born_events (folded(species), pet_id);
CREATE INDEX IF NOT EXISTS pet_arrived_events_by_species_age ON pet_arrived_events (folded(species), created_at);
CREATE INDEX IF NOT EXISTS pet_born_events_by_species_age ON pet_born_events (folded(species), created_at);
COMMENT ON INDEX pet_arrived_events_by_species_age IS 'To find the first pet of each species, and so which species there were at a moment.';
COMMENT ON INDEX pet_born_events_by_species_age IS 'See pet_arrived_events_by_species_age.';
