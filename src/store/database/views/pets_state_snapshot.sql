-- pets_state_snapshot: pets_state as it was at the latest refresh, kept with indexes so that lists are quick.
--
-- What is looked for is looked for in the words of name, species and number; they are kept here, for they take time to make.
--
-- A list reads this and lays over it the pets that have events since, so that it is never stale. Each order that a list offers has an
-- index, with and without the status in front.

CREATE MATERIALIZED VIEW IF NOT EXISTS pets_state_snapshot AS
SELECT *, pet_words(name, species, number) AS words, folded(species) AS species_key FROM pets_state;

CREATE UNIQUE INDEX IF NOT EXISTS pets_state_snapshot_by_id ON pets_state_snapshot (id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_name ON pets_state_snapshot (folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_status_name ON pets_state_snapshot (status, folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_price ON pets_state_snapshot (price, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_status_price ON pets_state_snapshot (status, price, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_age ON pets_state_snapshot (created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_status_age ON pets_state_snapshot (status, created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_species_name ON pets_state_snapshot (species_key, folded(name) COLLATE shop_order, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_species_price ON pets_state_snapshot (species_key, price, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_species_age ON pets_state_snapshot (species_key, created_at, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_status_since ON pets_state_snapshot (status, status_since, id);
CREATE INDEX IF NOT EXISTS pets_state_snapshot_by_grams ON pets_state_snapshot USING gin (grams(words));

COMMENT ON INDEX pets_state_snapshot_by_grams IS 'To find pets by any part of their words.';
COMMENT ON MATERIALIZED VIEW pets_state_snapshot IS 'pets_state as of the latest refresh.';
COMMENT ON COLUMN pets_state_snapshot.words IS 'The words by which it is found: the folded keys of name and species, and its whole number.';
COMMENT ON COLUMN pets_state_snapshot.species_key IS 'The folded key of the species.';
CALL hand_down_comments('pets_state', 'pets_state_snapshot');
