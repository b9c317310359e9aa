-- pets_count_snapshot: the stock as of the latest refresh, so that the first page counts no pets.

CREATE MATERIALIZED VIEW IF NOT EXISTS pets_count_snapshot AS
SELECT species_key,
       min(species)   AS species,
       status,
       count(*)       AS pets,
       sum(price)     AS value
FROM pets_state_snapshot
GROUP BY species_key, status;

CREATE UNIQUE INDEX IF NOT EXISTS pets_count_snapshot_by_species ON pets_count_snapshot (species_key, status);

COMMENT ON MATERIALIZED VIEW pets_count_snapshot IS 'How many pets of each species have each status, and what they cost together, as of the latest refresh.';
COMMENT ON COLUMN pets_count_snapshot.species_key IS 'The folded key of the species.';
COMMENT ON COLUMN pets_count_snapshot.species IS 'The species, in one of its writings.';
COMMENT ON COLUMN pets_count_snapshot.status IS 'available, sold or lost.';
COMMENT ON COLUMN pets_count_snapshot.pets IS 'How many.';
COMMENT ON COLUMN pets_count_snapshot.value IS 'What they cost together.';
