-- pet_origins: how each pet began, whether by arriving or by being born.
--
-- What never changes about a pet – species, mother, and the name with which it came – is here, by the index on pet_id of either table.
-- What it is called since: pets_called_at.

CREATE OR REPLACE VIEW pet_origins AS
SELECT pet_id, id AS event_id, created_at, occurred_on, version, name, species, price, NULL::uuid AS mother_id, given_number
FROM pet_arrived_events
UNION ALL
SELECT pet_id, id AS event_id, created_at, occurred_on, version, name, species, price, mother_id, given_number
FROM pet_born_events;

COMMENT ON VIEW pet_origins IS 'How each pet began: one row a pet, with what never changes about it.';
COMMENT ON COLUMN pet_origins.event_id IS 'The arrival or the birth.';
CALL hand_down_comments('pet_born_events', 'pet_origins');
