-- pets_state_projection: pets_state as of the projection's position, kept with indexes so that lists are quick.
--
-- What is looked for is looked for in the words of name, species and number; they are kept here, for they take time to make.
--
-- A list reads this and lays over it the pets with events that the projection has not seen, so that it is never stale. Each order that a list offers has an
-- index, with and without the status in front.

CREATE TABLE IF NOT EXISTS pets_state_projection AS
SELECT *, pet_words(name, species, number) AS words, folded(species) AS species_key FROM pets_state
WITH NO DATA;

CREATE UNIQUE INDEX IF NOT EXISTS pets_state_projection_by_id ON pets_state_projection (id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_name ON pets_state_projection (folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_status_name ON pets_state_projection (status, folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_price ON pets_state_projection (price, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_status_price ON pets_state_projection (status, price, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_age ON pets_state_projection (created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_status_age ON pets_state_projection (status, created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_species_name ON pets_state_projection (species_key, folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_species_price ON pets_state_projection (species_key, price, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_species_age ON pets_state_projection (species_key, created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_status_since ON pets_state_projection (status, status_since, id);
CREATE INDEX IF NOT EXISTS pets_state_projection_by_grams ON pets_state_projection USING gin (grams(words));

COMMENT ON INDEX pets_state_projection_by_grams IS 'To find pets by any part of their words.';
COMMENT ON TABLE pets_state_projection IS 'pets_state as of the projection''s position.';
COMMENT ON COLUMN pets_state_projection.words IS 'The words by which it is found: the folded keys of name and species, and its whole number.';
COMMENT ON COLUMN pets_state_projection.species_key IS 'The folded key of the species.';
CALL hand_down_comments('pets_state', 'pets_state_projection');
