-- trade_by_day_snapshot: the figures of each day as of the latest refresh, apart by the day on which they were recorded, so that the first page adds up
-- days and not sales, and does so for any moment that has passed.

CREATE MATERIALIZED VIEW IF NOT EXISTS trade_by_day_snapshot AS
SELECT occurred_on,
       (created_at AT TIME ZONE 'UTC')::date AS recorded_on,
       sum(sold)     AS sold,
       sum(takings)  AS takings,
       sum(returned) AS returned,
       sum(refunds)  AS refunds,
       sum(born)     AS born
FROM trade
GROUP BY 1, 2;

CREATE UNIQUE INDEX IF NOT EXISTS trade_by_day_snapshot_by_day ON trade_by_day_snapshot (occurred_on, recorded_on);

COMMENT ON MATERIALIZED VIEW trade_by_day_snapshot IS 'The figures of each day as of the latest refresh, apart by the day on which they were recorded.';
COMMENT ON COLUMN trade_by_day_snapshot.occurred_on IS 'The day on which it happened.';
COMMENT ON COLUMN trade_by_day_snapshot.recorded_on IS 'The day on which it was recorded, or taken back, in UTC.';
COMMENT ON COLUMN trade_by_day_snapshot.sold IS 'How many pets went home, less those whose sale was taken back.';
COMMENT ON COLUMN trade_by_day_snapshot.takings IS 'What was paid for them.';
COMMENT ON COLUMN trade_by_day_snapshot.returned IS 'How many came back, less those whose return was taken back.';
COMMENT ON COLUMN trade_by_day_snapshot.refunds IS 'What was paid back for them.';
COMMENT ON COLUMN trade_by_day_snapshot.born IS 'How many were born, less those whose birth was taken back.';
