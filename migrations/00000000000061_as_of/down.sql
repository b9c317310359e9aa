DROP INDEX pet_born_events_by_species_age;
DROP INDEX pet_arrived_events_by_species_age;
DROP INDEX pet_born_events_by_age;
DROP INDEX pet_arrived_events_by_age;
DROP INDEX pet_born_events_by_name;
DROP INDEX pet_arrived_events_by_name;
