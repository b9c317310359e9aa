-- Checkpoints: the stock as it was, kept for moments that have passed – how many pets of each species had each status, and what they cost
-- together.
--
-- What was does not change. So the stock of any moment is that of the nearest checkpoint before it, corrected by the pets with events since:
-- some hundred, however large the shop and however long ago. A refresh adds the checkpoints that are due.
--
-- One thing does change what was: a transaction that took its timestamp first and committed last. Events are only ever added, so that the
-- same number of events until a moment is the same events. A checkpoint keeps that number, and one that no longer adds up is made again.

CREATE TABLE stock_checkpoints (
    moment timestamptz NOT NULL PRIMARY KEY,
    events bigint      NOT NULL,
    CONSTRAINT stock_checkpoints_count_events CHECK (events > 0)
);

CREATE TABLE stock_checkpoint_counts (
    moment  timestamptz NOT NULL REFERENCES stock_checkpoints (moment) ON DELETE CASCADE,
    species text        NOT NULL,
    status  text        NOT NULL,
    pets    bigint      NOT NULL,
    value   numeric     NOT NULL,
    PRIMARY KEY (moment, species, status),
    CONSTRAINT stock_checkpoint_counts_are_of_pets CHECK (pets > 0)
);

CREATE FUNCTION first_event_id_of(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM greatest(moment, 'epoch')) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

CREATE FUNCTION keep_stock(every bigint DEFAULT 250) RETURNS void
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
DECLARE
    total  CONSTANT bigint := (SELECT coalesce(sum(version), 0) FROM pet_streams);
    latest stock_checkpoints;
    until  timestamptz := 'infinity';
    newer  bigint := 0;
BEGIN
    -- Back to the newest checkpoint that still adds up. Before the first there was nothing.
    LOOP
        SELECT * INTO latest FROM stock_checkpoints ORDER BY moment DESC LIMIT 1;
        IF NOT FOUND THEN
            latest := ('-infinity', 0);
        END IF;
        newer := newer + (
            SELECT count(*) FROM events
            WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment AND created_at <= until
        );
        EXIT WHEN latest.events + newer = total OR latest.events = 0;
        DELETE FROM stock_checkpoints WHERE moment = latest.moment;
        until := latest.moment;
    END LOOP;

    -- From there on one checkpoint every so many events, each made of the one before it. (What was recorded in one and the same
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
    checkpoint AS (
        INSERT INTO stock_checkpoints
        SELECT moment, latest.events + sum(events) OVER (ORDER BY page) FROM page
    ),
    -- Each pet as it was at the checkpoint before, and after each of its events: pet by pet, for its events lie together in the indexes.
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
    -- What the checkpoint before had, then each change; and nothing at all on each page for each kind, so that none is left out where it
    -- stays the same.
    line AS (
        SELECT -1 AS page, species, status, pets, value FROM stock_checkpoint_counts WHERE moment = latest.moment
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
    INSERT INTO stock_checkpoint_counts
    SELECT page.moment, running.species, running.status, running.pets, running.value
    FROM running JOIN page USING (page)
    WHERE running.pets <> 0;
END
$$;

CREATE OR REPLACE FUNCTION refresh_pets_snapshot(refresh_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    before_reading CONSTANT pg_snapshot := pg_current_snapshot();
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_state_snapshot;
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_count_snapshot;
    PERFORM keep_stock();
    UPDATE snapshot_refreshes
    SET finished_at = clock_timestamp(),
        snapshot = before_reading,
        cluster_id = (SELECT system_identifier FROM pg_control_system()),
        pets = (SELECT count(*) FROM pets_state_snapshot),
        events = (SELECT coalesce(sum(version), 0) FROM pet_streams)
    WHERE id = refresh_id;
END
$$;

SELECT keep_stock();

COMMENT ON TABLE stock_checkpoints IS 'The moments whose stock is kept: one every 250 events, in the order of recording.';
COMMENT ON COLUMN stock_checkpoints.moment IS 'The stock is that after everything that was recorded until this microsecond.';
COMMENT ON COLUMN stock_checkpoints.events IS 'How many events had been recorded by then; where it does not add up, one has come late.';
COMMENT ON TABLE stock_checkpoint_counts IS 'The stock at a checkpoint, a row for each species and status of which there were pets.';
COMMENT ON COLUMN stock_checkpoint_counts.moment IS 'The checkpoint.';
COMMENT ON COLUMN stock_checkpoint_counts.species IS 'The species, as it was written.';
COMMENT ON COLUMN stock_checkpoint_counts.status IS 'available, sold or lost.';
COMMENT ON COLUMN stock_checkpoint_counts.pets IS 'How many.';
COMMENT ON COLUMN stock_checkpoint_counts.value IS 'What they cost together, or last cost.';
COMMENT ON FUNCTION first_event_id_of(timestamptz) IS 'The smallest id that an event can have which was recorded at this moment or later.';
COMMENT ON FUNCTION keep_stock(bigint) IS 'Adds the checkpoints of the stock that are due, one every so many events, and makes those again that do not add up.';
COMMENT ON FUNCTION refresh_pets_snapshot(bigint) IS 'Renews the snapshot without blocking readers, adds the checkpoints that are due, and writes down what it saw.';
