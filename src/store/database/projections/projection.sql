-- projection: how far the projections have followed the log, in one row; none while they are empty. They are computed from events and kept, so they are tables
-- that can be thrown away at any time: whoever follows the log next fills them anew.

CREATE TABLE IF NOT EXISTS projection (
    is_one       boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (is_one),
    position     pg_snapshot NOT NULL,
    cluster_id   bigint      NOT NULL,
    filled_at    timestamptz NOT NULL,
    next         xid8        NOT NULL,
    last         xid8        NOT NULL,
    events       bigint      NOT NULL,
    projected_at timestamptz NOT NULL
);

COMMENT ON TABLE projection IS 'How far the projections have followed the log.';
COMMENT ON COLUMN projection.is_one IS 'There is one row at most.';
COMMENT ON COLUMN projection.position IS 'The transactions that they have seen.';
COMMENT ON COLUMN projection.cluster_id IS 'The cluster whose transaction ids those are; in another one, after a restore, they mean nothing.';
COMMENT ON COLUMN projection.filled_at IS 'When they were filled.';
COMMENT ON COLUMN projection.next IS 'The first transaction that had not begun then.';
COMMENT ON COLUMN projection.last IS 'The last transaction that any event named then: later than that, where events were brought from another cluster.';
COMMENT ON COLUMN projection.events IS 'How many events they have seen.';
COMMENT ON COLUMN projection.projected_at IS 'When they last moved on.';
