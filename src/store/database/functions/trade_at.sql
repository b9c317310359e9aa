-- trade_at: the figures of the days, in parts that add up, as they counted at a moment: what the refresh has kept of what was recorded before the day of
-- the moment, what it has not seen of that, and what was recorded on that day. For now the moment is infinity, on whose day nothing was recorded.
--
-- Which refresh that is, is read here and not told, for what it has kept is of the same moment. Where the shop was restored into another cluster, it has
-- seen nothing, and what it has kept does not count; and where transactions of a restored shop look new, a pet's version in the snapshot says what was
-- seen of it.
--
-- A single SELECT, STABLE and without settings of its own, so that Postgres writes it into the statement that asks, which says of which days. OFFSET 0:
-- the few events are looked up by their ids, whatever days are asked for.

CREATE OR REPLACE FUNCTION trade_at(at timestamptz)
RETURNS TABLE (
    occurred_on date,
    sold        bigint,
    takings     numeric,
    returned    bigint,
    refunds     numeric,
    born        bigint
)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT kept.occurred_on, kept.sold, kept.takings, kept.returned, kept.refunds, kept.born
FROM trade_by_day_snapshot AS kept
WHERE kept.recorded_on < (at AT TIME ZONE 'UTC')::date
  AND (SELECT pg_snapshot_xmax(position) FROM latest_refresh) > '1'::xid8
UNION ALL
SELECT line.occurred_on, line.sold, line.takings, line.returned, line.refunds, line.born
FROM (
    SELECT *
    FROM trade
    WHERE id = ANY (ARRAY(
        SELECT event.id
        FROM latest_refresh AS boundary
        CROSS JOIN LATERAL unseen_events(boundary.position) AS event
        WHERE event.event_type IN ('PetSold', 'PetReturned', 'PetBorn', 'EventRetracted')
          AND (
              pg_snapshot_xmax(boundary.position) = '1'::xid8
              OR event.version > coalesce((SELECT version FROM pets_state_snapshot WHERE id = event.pet_id), 0)
          )
    ))
    OFFSET 0
) AS line
WHERE line.created_at < date_trunc('day', at, 'UTC')
UNION ALL
SELECT line.occurred_on, line.sold, line.takings, line.returned, line.refunds, line.born
FROM (
    SELECT *
    FROM trade
    WHERE id >= CASE WHEN isfinite(at) THEN first_event_id_of(date_trunc('day', at, 'UTC')) ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END
      AND id < CASE WHEN isfinite(at) THEN first_event_id_of(at + interval '1 millisecond') ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END
    OFFSET 0
) AS line
WHERE line.created_at >= date_trunc('day', at, 'UTC') AND line.created_at <= at;
END;

COMMENT ON FUNCTION trade_at(timestamptz) IS 'The figures of the days, in parts that add up, as they counted at a moment.';
