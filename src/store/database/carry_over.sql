-- Brings a shop along that the version before made: its tables become those of today. No row of the log is touched, and so no hash.
--
-- What is computed goes, and comes anew from the files of this folder.

DROP MATERIALIZED VIEW pets_count_snapshot, pets_state_snapshot;
DROP VIEW pets_state, unified_events, pet_origins, snapshot_boundary CASCADE;
DROP ROUTINE IF EXISTS event_lines_at(timestamptz), unseen_events(pg_snapshot), pets_state_at(timestamptz), refresh_pets_snapshot(bigint),
                       keep_stock(bigint), first_event_id_of(timestamptz), take_stock(), hand_down_comments(regclass, regclass),
                       make_announced(regclass), make_append_only(regclass), announce_events(), refuse_rewriting(), take_back_the_latest(),
                       begin_stream(), continue_stream(), event_encoding(jsonb) CASCADE;

-- The snapshot is the materialized view; what a refresh has seen of the log is a position.

ALTER TABLE snapshot_refreshes RENAME snapshot TO position;
ALTER TABLE stock_checkpoints RENAME TO stock_moments;
ALTER TABLE stock_checkpoint_counts RENAME TO stock_totals;

COMMENT ON TABLE stock_totals IS 'The stock at a moment, a row for each species and status of which there were pets.';
COMMENT ON COLUMN stock_totals.moment IS 'The moment.';

-- A form's key keeps what the form has recorded, where it kept the address that shows it. What cannot be told any more is a key that nobody needs.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'form_keys'::regclass AND attname = 'location' AND NOT attisdropped) THEN
        RETURN;
    END IF;
    ALTER TABLE form_keys ADD COLUMN pet_id uuid, ADD COLUMN version integer, ADD COLUMN customer_id uuid;
    UPDATE form_keys
    SET pet_id = CASE WHEN location LIKE '/pets/%' THEN substr(location, 7)::uuid END,
        customer_id = CASE WHEN location LIKE '/customers/%' THEN substr(location, 12)::uuid END;
    UPDATE form_keys AS used
    SET version = (SELECT min(event.version) FROM events AS event WHERE event.pet_id = used.pet_id AND event.created_at >= used.used_at)
    WHERE used.pet_id IS NOT NULL;
    DELETE FROM form_keys WHERE version IS NULL AND customer_id IS NULL;
    ALTER TABLE form_keys DROP COLUMN location, ADD CHECK ((pet_id IS NULL) = (version IS NULL) AND num_nonnulls(pet_id, customer_id) = 1);
END
$$;

COMMENT ON COLUMN form_keys.pet_id IS 'The pet to which the form has made something happen.';
COMMENT ON COLUMN form_keys.version IS 'The version of that event.';
COMMENT ON COLUMN form_keys.customer_id IS 'The customer whom the form has forgotten.';

-- A constraint is called as Postgres calls it by itself.

DO $$
DECLARE
    named record;
BEGIN
    FOR named IN
        SELECT owner.oid::regclass AS of_table,
               conname AS name,
               concat_ws('_', owner.relname,
                         CASE WHEN contype IN ('u', 'f', 'n') OR contype = 'c' AND cardinality(conkey) = 1 THEN columns.names END,
                         CASE contype WHEN 'p' THEN 'pkey' WHEN 'u' THEN 'key' WHEN 'f' THEN 'fkey' WHEN 'n' THEN 'not_null' ELSE 'check' END) AS by_rule
        FROM pg_constraint
        JOIN pg_class AS owner ON owner.oid = conrelid
        CROSS JOIN LATERAL (
            SELECT string_agg(attname, '_' ORDER BY place) AS names
            FROM unnest(conkey) WITH ORDINALITY AS part (attnum, place)
            JOIN pg_attribute ON attrelid = conrelid AND pg_attribute.attnum = part.attnum
        ) AS columns
        WHERE owner.relnamespace = 'public'::regnamespace
          AND coninhcount = 0
    LOOP
        IF named.name <> named.by_rule THEN
            EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', named.of_table, named.name, named.by_rule);
        END IF;
    END LOOP;
END
$$;

DELETE FROM __diesel_schema_migrations;
