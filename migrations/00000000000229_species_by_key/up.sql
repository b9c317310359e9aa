-- A species is found and counted by its folded key: two that differ in case alone are one, and so are two that differ in an accent, an apostrophe, a
-- hyphen or a kind of blank. The indexes by that key stand with the function that sorts them, in src/store/database/indexes/folded.sql.

DROP INDEX pet_arrived_events_by_species, pet_arrived_events_by_species_age, pet_born_events_by_species, pet_born_events_by_species_age;

COMMENT ON COLUMN pet_arrived_events.species IS 'What kind of animal it is; two with the same folded key are the same.';
