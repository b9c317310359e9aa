-- project_events: lets the projections follow the log: what they have not seen is counted in, and all of it is as of one state of the database, which is
-- written down as their position. So whoever is killed in between has done nothing, and what commits late is seen the next time. Where there is no
-- position, or that of another cluster, they are filled anew. Answers how many events there were.
--
-- What is kept of the stock at moments that have passed is dropped from where one of these events belongs: it came late. Where all is filled anew, nobody knows
-- what is new, and it is dropped back to the newest moment that adds up to what there is.
--
-- Who follows the log calls keep_totals() after it, for what comes in large steps.
--
-- One at a time: the caller holds a lock for it, and then begins a transaction that sees one state.

CREATE OR REPLACE FUNCTION project_events() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    here      CONSTANT bigint := (SELECT system_identifier FROM pg_control_system());
    projected bigint;
    total     bigint;
    brought   xid8;
    latest    stock_moments;
    until     timestamptz := 'infinity';
    newer     bigint := 0;
BEGIN
    IF current_setting('transaction_isolation') = 'read committed' THEN
        RAISE EXCEPTION 'the projections follow the log in a transaction that sees one state';
    END IF;

    IF NOT EXISTS (SELECT FROM projection WHERE cluster_id = here) THEN
        DELETE FROM projection;
        DELETE FROM pets_state_projection;
        DELETE FROM stock_projection;
        DELETE FROM trade_by_day_projection;
        INSERT INTO projection (position, cluster_id, filled_at, next, last, events, projected_at)
        VALUES ('1:1:', here, clock_timestamp(), pg_snapshot_xmax(pg_current_snapshot()), '0', 0, clock_timestamp());
        brought := coalesce((SELECT transaction_id FROM events ORDER BY transaction_id DESC LIMIT 1), '0');
    END IF;

    WITH unseen AS MATERIALIZED (
        SELECT id, event_type, pet_id, created_at FROM unprojected_events
    ),
    moved AS MATERIALIZED (
        SELECT DISTINCT pet_id AS id FROM unseen
    ),
    before AS MATERIALIZED (
        SELECT id, species, status, price FROM pets_state_projection WHERE id = ANY (ARRAY(SELECT id FROM moved))
    ),
    after AS MATERIALIZED (
        SELECT state.*, pet_words(state.name, state.species, state.number) AS words, folded(state.species) AS species_key
        FROM moved
        CROSS JOIN LATERAL (SELECT * FROM pets_state WHERE id = moved.id OFFSET 0) AS state
    ),
    taken_back AS (
        DELETE FROM pets_state_projection WHERE id = ANY (ARRAY(SELECT id FROM before EXCEPT SELECT id FROM after))
    ),
    pets AS (
        INSERT INTO pets_state_projection
        SELECT * FROM after
        ON CONFLICT (id) DO UPDATE
        SET (name, species, price, status, mother_id, customer_id, sale_price, came_on, status_since, version, created_at, updated_at, given_number, number,
             words, species_key)
          = (EXCLUDED.name, EXCLUDED.species, EXCLUDED.price, EXCLUDED.status, EXCLUDED.mother_id, EXCLUDED.customer_id, EXCLUDED.sale_price,
             EXCLUDED.came_on, EXCLUDED.status_since, EXCLUDED.version, EXCLUDED.created_at, EXCLUDED.updated_at, EXCLUDED.given_number, EXCLUDED.number,
             EXCLUDED.words, EXCLUDED.species_key)
    ),
    stock AS (
        INSERT INTO stock_projection AS kept
        SELECT species, status, sum(pets), sum(value)
        FROM (
            SELECT species, status, -1 AS pets, -price AS value FROM before
            UNION ALL
            SELECT species, status, 1, price FROM after
        ) AS change
        GROUP BY species, status
        HAVING sum(pets) <> 0 OR sum(value) <> 0
        ON CONFLICT (species, status) DO UPDATE SET pets = kept.pets + EXCLUDED.pets, value = kept.value + EXCLUDED.value
    ),
    days AS (
        INSERT INTO trade_by_day_projection AS kept
        SELECT occurred_on, (created_at AT TIME ZONE 'UTC')::date, sum(sold), sum(takings), sum(returned), sum(refunds), sum(born)
        FROM trade
        WHERE id = ANY (ARRAY(SELECT id FROM unseen WHERE event_type IN ('PetSold', 'PetReturned', 'PetBorn', 'EventRetracted')))
        GROUP BY 1, 2
        ON CONFLICT (occurred_on, recorded_on) DO UPDATE
        SET (sold, takings, returned, refunds, born)
          = (kept.sold + EXCLUDED.sold, kept.takings + EXCLUDED.takings, kept.returned + EXCLUDED.returned, kept.refunds + EXCLUDED.refunds,
             kept.born + EXCLUDED.born)
    ),
    come_late AS (
        DELETE FROM stock_moments WHERE brought IS NULL AND moment >= (SELECT min(created_at) FROM unseen)
    )
    SELECT count(*) FROM unseen INTO projected;

    UPDATE projection
    SET position = pg_current_snapshot(), last = coalesce(brought, last), events = events + projected, projected_at = clock_timestamp()
    WHERE projected > 0 OR pg_snapshot_xmax(position) = '1'::xid8
    RETURNING events INTO total;

    -- What there is is the stock of the newest event too. So where events come in small steps, keeping the stock of a moment takes no look at them.
    IF brought IS NULL AND projected BETWEEN 1 AND 1000 THEN
        SELECT * INTO latest FROM stock_moments ORDER BY moment DESC LIMIT 1;
        latest := (coalesce(latest.moment, '-infinity'), coalesce(latest.events, 0));
        IF total - latest.events BETWEEN 100 AND 1000 THEN
            INSERT INTO stock_moments
            SELECT max(created_at), total FROM events WHERE id >= first_event_id_of(latest.moment)
            RETURNING * INTO latest;
            INSERT INTO stock_totals SELECT latest.moment, species, status, pets, value FROM stock_projection WHERE pets <> 0;
        END IF;
    END IF;

    WHILE brought IS NOT NULL LOOP
        SELECT * INTO latest FROM stock_moments ORDER BY moment DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        newer := newer + (
            SELECT count(*) FROM events
            WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment AND created_at <= until
        );
        EXIT WHEN latest.events + newer = total;
        DELETE FROM stock_moments WHERE moment = latest.moment;
        until := latest.moment;
    END LOOP;
    RETURN projected;
END
$$;

COMMENT ON FUNCTION project_events() IS 'Lets the projections follow the log; answers how many events they had not seen.';
