-- trade_by_day_projection: the figures of each day as of the projection's position, apart by the day on which they were recorded, so that the first page
-- adds up days and not sales, and does so for any moment that has passed.

CREATE TABLE IF NOT EXISTS trade_by_day_projection (
    occurred_on date    NOT NULL,
    recorded_on date    NOT NULL,
    sold        bigint  NOT NULL,
    takings     numeric NOT NULL,
    returned    bigint  NOT NULL,
    refunds     numeric NOT NULL,
    born        bigint  NOT NULL,
    PRIMARY KEY (occurred_on, recorded_on)
);

COMMENT ON TABLE trade_by_day_projection IS 'The figures of each day as of the projection''s position, apart by the day on which they were recorded.';
COMMENT ON COLUMN trade_by_day_projection.occurred_on IS 'The day on which it happened.';
COMMENT ON COLUMN trade_by_day_projection.recorded_on IS 'The day on which it was recorded, or taken back, in UTC.';
COMMENT ON COLUMN trade_by_day_projection.sold IS 'How many pets went home, less those whose sale was taken back.';
COMMENT ON COLUMN trade_by_day_projection.takings IS 'What was paid for them.';
COMMENT ON COLUMN trade_by_day_projection.returned IS 'How many came back, less those whose return was taken back.';
COMMENT ON COLUMN trade_by_day_projection.refunds IS 'What was paid back for them.';
COMMENT ON COLUMN trade_by_day_projection.born IS 'How many were born, less those whose birth was taken back.';
