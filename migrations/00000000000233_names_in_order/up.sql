-- Names stand in lists as people expect them, by the folded key. The indexes for it go and come with the function and the collation that sort them: see
-- src/store/database/indexes.

DROP INDEX pet_arrived_events_by_name;
DROP INDEX pet_born_events_by_name;
DROP INDEX customers_by_name;
