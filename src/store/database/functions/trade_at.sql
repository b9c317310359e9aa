-- trade_at: the figures of the days, in parts that add up, as they counted at a moment: what is kept of what was recorded before the day of
-- the moment, what the projection has not seen of that, and what was recorded on that day. For now the moment is infinity, on whose day nothing was recorded.
--
-- How far the projection has followed the log is read here and not told, for what it has kept is of the same moment. Where it has seen nothing, what it has
-- kept does not count.
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
FROM trade_by_day_projection AS kept
WHERE kept.recorded_on < (at AT TIME ZONE 'UTC')::date
  AND (SELECT pg_snapshot_xmax(position) FROM latest_projection) > '1'::xid8
UNION ALL
SELECT line.occurred_on, line.sold, line.takings, line.returned, line.refunds, line.born
FROM (
    SELECT *
    FROM trade
    WHERE id = ANY (ARRAY(
        SELECT id FROM unprojected_events WHERE event_type IN ('PetSold', 'PetReturned', 'PetBorn', 'EventRetracted')
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
