-- Comments for what has them elsewhere: INHERITS and views hand down columns, but not what is said about them.

CREATE PROCEDURE hand_down_comments(source regclass, heir regclass)
LANGUAGE plpgsql AS $$
DECLARE
    inherited record;
BEGIN
    FOR inherited IN
        SELECT theirs.attname AS name, col_description(source, ours.attnum) AS said
        FROM pg_attribute AS ours
        JOIN pg_attribute AS theirs ON theirs.attrelid = heir AND theirs.attname = ours.attname AND NOT theirs.attisdropped
        WHERE ours.attrelid = source
          AND ours.attnum > 0
          AND col_description(source, ours.attnum) IS NOT NULL
          AND col_description(heir, theirs.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', heir, inherited.name, inherited.said);
    END LOOP;
END
$$;

CALL hand_down_comments('events', 'pet_arrived_events');
CALL hand_down_comments('events', 'pet_born_events');
CALL hand_down_comments('events', 'pet_sold_events');
CALL hand_down_comments('events', 'pet_price_change_events');
CALL hand_down_comments('events', 'pet_lost_events');
CALL hand_down_comments('events', 'pet_found_again_events');
CALL hand_down_comments('events', 'event_retracted_events');
CALL hand_down_comments('events', 'unified_events');
CALL hand_down_comments('pet_born_events', 'pet_origins');
CALL hand_down_comments('pet_born_events', 'pets_state');
CALL hand_down_comments('pet_sold_events', 'pets_state');
CALL hand_down_comments('pets_state', 'pets_state_snapshot');
CALL hand_down_comments('snapshot_refreshes', 'snapshot_boundary');

COMMENT ON PROCEDURE hand_down_comments(regclass, regclass) IS 'Gives the columns of a table or view what is said about columns of the same name elsewhere.';
COMMENT ON COLUMN pet_origins.event_id IS 'The arrival or the birth.';
COMMENT ON COLUMN pets_state.id IS 'The pet.';
COMMENT ON COLUMN pets_state_snapshot.id IS 'The pet.';
COMMENT ON COLUMN pets_count_snapshot.species_key IS 'The species in lower case.';
COMMENT ON COLUMN pets_count_snapshot.species IS 'The species, in one of its writings.';
COMMENT ON COLUMN pets_count_snapshot.status IS 'available, sold or lost.';
COMMENT ON COLUMN pets_count_snapshot.pets IS 'How many.';
COMMENT ON COLUMN pets_count_snapshot.value IS 'What they cost together.';
