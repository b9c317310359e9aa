-- As of: what a list of the shop at a moment walks along.
--
-- What never changes about a pet – its name, when it came – has the same order at every moment. So a page of the list is walked in that
-- order, and the state at the moment computed for the pets on it alone.

CREATE INDEX pet_arrived_events_by_name ON pet_arrived_events (lower(name), pet_id);
CREATE INDEX pet_born_events_by_name ON pet_born_events (lower(name), pet_id);
CREATE INDEX pet_arrived_events_by_age ON pet_arrived_events (created_at, pet_id);
CREATE INDEX pet_born_events_by_age ON pet_born_events (created_at, pet_id);
CREATE INDEX pet_arrived_events_by_species_age ON pet_arrived_events (lower(species), created_at);
CREATE INDEX pet_born_events_by_species_age ON pet_born_events (lower(species), created_at);

COMMENT ON INDEX pet_arrived_events_by_name IS 'To walk the names; the list of the shop at a moment computes no more pets than it shows.';
COMMENT ON INDEX pet_born_events_by_name IS 'See pet_arrived_events_by_name.';
COMMENT ON INDEX pet_arrived_events_by_age IS 'To walk the pets from the newest or from the oldest.';
COMMENT ON INDEX pet_born_events_by_age IS 'See pet_arrived_events_by_age.';
COMMENT ON INDEX pet_arrived_events_by_species_age IS 'To find the first pet of each species, and so which species there were at a moment.';
COMMENT ON INDEX pet_born_events_by_species_age IS 'See pet_arrived_events_by_species_age.';
