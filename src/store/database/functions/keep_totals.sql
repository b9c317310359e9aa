-- keep_totals: keeps the stock of the moments that are due, one every so many events.
--
-- As project_events: one at a time, in a transaction that sees one state. What is kept of moments at which something comes late is dropped when the
-- projections see that, so that whoever keeps more and whoever projects take turns.

CREATE OR REPLACE FUNCTION keep_totals(every bigint DEFAULT 100) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    latest stock_moments;
    newer  bigint;
BEGIN
    -- Before the first there was nothing.
    SELECT * INTO latest FROM stock_moments ORDER BY moment DESC LIMIT 1;
    IF NOT FOUND THEN
        latest := ('-infinity', 0);
    END IF;
    newer := (SELECT count(*) FROM events WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment);
    IF newer < every THEN
        RETURN;
    END IF;

    -- From there on one moment every so many events, each made of the one before it. (What was recorded in one and the same
    -- microsecond is not torn apart.)
    WITH recorded AS MATERIALIZED (
        SELECT *
        FROM (
            SELECT pet_id, created_at, (rank() OVER (ORDER BY created_at) - 1) / every AS page
            FROM events
            WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment
        ) AS event
        WHERE page < newer / every
    ),
    page AS MATERIALIZED (
        SELECT page, max(created_at) AS moment, count(*) AS events FROM recorded GROUP BY page
    ),
    kept AS (
        INSERT INTO stock_moments
        SELECT moment, latest.events + sum(events) OVER (ORDER BY page) FROM page
    ),
    -- Each pet as it was at the moment before, and after each of its events: pet by pet, for its events lie together in the indexes.
    place AS (
        SELECT NULL AS page, pet_id, latest.moment FROM recorded GROUP BY pet_id
        UNION ALL
        SELECT page, pet_id, created_at FROM recorded
        ORDER BY pet_id, moment
        OFFSET 0
    ),
    state AS (
        SELECT place.page, place.pet_id, place.moment, state.species, state.status, state.price
        FROM place
        LEFT JOIN LATERAL (SELECT species, status, price FROM pets_state_at(place.moment) WHERE id = place.pet_id OFFSET 0) AS state ON true
    ),
    step AS (
        SELECT page, species, status, price,
               lag(species) OVER story AS former_species, lag(status) OVER story AS former_status, lag(price) OVER story AS former_price
        FROM state
        WINDOW story AS (PARTITION BY pet_id ORDER BY moment)
    ),
    change AS (
        SELECT step.page, side.species, side.status, sum(side.pets) AS pets, sum(side.value) AS value
        FROM step
        CROSS JOIN LATERAL (VALUES (step.former_species, step.former_status, -1, -step.former_price),
                                   (step.species, step.status, 1, step.price)) AS side (species, status, pets, value)
        WHERE step.page IS NOT NULL AND side.species IS NOT NULL
        GROUP BY step.page, side.species, side.status
    ),
    -- What the moment before had, then each change; and nothing at all on each page for each kind, so that none is left out where it
    -- stays the same.
    line AS (
        SELECT -1 AS page, species, status, pets, value FROM stock_totals WHERE moment = latest.moment
        UNION ALL
        SELECT page, species, status, pets, value FROM change
    ),
    running AS (
        SELECT page, species, status, sum(sum(pets)) OVER so_far AS pets, sum(sum(value)) OVER so_far AS value
        FROM (
            SELECT * FROM line
            UNION ALL
            SELECT page, species, status, 0, 0 FROM page CROSS JOIN (SELECT DISTINCT species, status FROM line) AS kind
        ) AS line
        GROUP BY page, species, status
        WINDOW so_far AS (PARTITION BY species, status ORDER BY page)
    )
    INSERT INTO stock_totals
    SELECT page.moment, running.species, running.status, running.pets, running.value
    FROM running JOIN page USING (page)
    WHERE running.pets <> 0;
END
$$;

COMMENT ON FUNCTION keep_totals(bigint) IS 'Keeps the stock of the moments that are due, one every so many events.';
COMMENT ON TABLE stock_moments IS 'The moments whose stock is kept: one every 100 events, in the order of recording.';
