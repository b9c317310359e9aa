-- unseen_events: the events that somebody has not seen, who has seen these transactions.
--
-- A single SELECT, STABLE and without settings of its own, so that Postgres writes it into the statement that asks: conditions and orders reach
-- the indexes below it.

CREATE OR REPLACE FUNCTION unseen_events(seen pg_snapshot)
RETURNS TABLE (
    id             uuid,
    created_at     timestamptz,
    event_type     text,
    pet_id         uuid,
    version        integer,
    transaction_id xid8
)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT e.id, e.created_at, e.event_type, e.pet_id, e.version, e.transaction_id
FROM events AS e
WHERE e.transaction_id >= pg_snapshot_xmin(seen)
  -- An event that can be seen and yet has a number that this cluster has not given out was brought here by a restore. It was there from the
  -- beginning, so it is nothing new; only who has seen nothing at all has not seen that either.
  AND e.transaction_id < CASE WHEN pg_snapshot_xmax(seen) > '1'::xid8 THEN pg_snapshot_xmax(pg_current_snapshot()) ELSE '18446744073709551615'::xid8 END
  AND NOT pg_visible_in_snapshot(e.transaction_id, seen);
END;

COMMENT ON FUNCTION unseen_events(pg_snapshot) IS 'The events that somebody has not seen, who has seen these transactions.';
