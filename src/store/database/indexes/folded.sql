-- Indexes by keys that functions of the shop make. They stand here and not in migrations, for they go and come with these functions. The planner keeps no samples
-- of customers, as it keeps none of their names.

CREATE INDEX IF NOT EXISTS customers_by_words ON customers (words_of(name));
ALTER INDEX customers_by_words ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_words IS 'To find customers who are called alike.';

CREATE INDEX IF NOT EXISTS customers_by_email ON customers (lower(email));
ALTER INDEX customers_by_email ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_email IS 'To find customers with the same e-mail.';

CREATE INDEX IF NOT EXISTS customers_by_digits ON customers ("right"(digits(phone), 6));
ALTER INDEX customers_by_digits ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_digits IS 'To find customers with the same telephone, with or without the country''s code.';

CREATE INDEX IF NOT EXISTS customers_by_grams ON customers
    USING gin (grams(customer_words(name, email, phone))) WITH (fastupdate = off);
ALTER INDEX customers_by_grams ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_grams IS 'To find customers by any part of their name, e-mail or telephone.';

CREATE INDEX IF NOT EXISTS pet_arrived_events_by_species ON pet_arrived_events (folded(species), pet_id);
CREATE INDEX IF NOT EXISTS pet_born_events_by_species ON pet_born_events (folded(species), pet_id);
CREATE INDEX IF NOT EXISTS pet_arrived_events_by_species_age ON pet_arrived_events (folded(species), created_at);
CREATE INDEX IF NOT EXISTS pet_born_events_by_species_age ON pet_born_events (folded(species), created_at);
COMMENT ON INDEX pet_arrived_events_by_species_age IS 'To find the first pet of each species, and so which species there were at a moment.';
COMMENT ON INDEX pet_born_events_by_species_age IS 'See pet_arrived_events_by_species_age.';

CREATE INDEX IF NOT EXISTS pet_arrived_events_by_name ON pet_arrived_events (folded(name) COLLATE shop_order, pet_id);
CREATE INDEX IF NOT EXISTS pet_born_events_by_name ON pet_born_events (folded(name) COLLATE shop_order, pet_id);
CREATE INDEX IF NOT EXISTS pet_named_events_by_name ON pet_named_events (folded(new_name) COLLATE shop_order, pet_id);
CREATE INDEX IF NOT EXISTS customers_by_name ON customers (folded(name) COLLATE shop_order, id);
ALTER INDEX customers_by_name ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX pet_arrived_events_by_name IS 'To walk the names; the list of the shop at a moment computes no more pets than it shows.';
COMMENT ON INDEX pet_born_events_by_name IS 'See pet_arrived_events_by_name.';
COMMENT ON INDEX pet_named_events_by_name IS 'See pet_arrived_events_by_name.';
COMMENT ON INDEX customers_by_name IS 'To walk the names.';

CREATE UNIQUE INDEX IF NOT EXISTS pet_arrived_events_by_given_number ON pet_arrived_events (folded(species), given_number) WHERE given_number IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS pet_born_events_by_given_number ON pet_born_events (folded(species), given_number) WHERE given_number IS NOT NULL;
COMMENT ON INDEX pet_arrived_events_by_given_number IS 'To find the next number that the shop gives to a species. No two arrivals have the same; between arrivals and births a lock sees to it.';
COMMENT ON INDEX pet_born_events_by_given_number IS 'See pet_arrived_events_by_given_number.';
