-- Refreshes: who renewed the snapshot, when, how long it took, and what it saw.
--
-- Ids and timestamps are taken when a statement runs, not when it commits, so "everything after the last id" would miss a transaction
-- that took its id first and committed last. A refresh therefore keeps pg_current_snapshot(), taken BEFORE it reads: what has moved on
-- since is every event whose transaction is not visible in that snapshot.

CREATE TABLE snapshot_refreshes (
    id           bigint      NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    requested_by uuid        REFERENCES accounts (id),
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    position     pg_snapshot,
    cluster_id   bigint,
    pets         bigint,
    events       bigint,
    failure      text,
    CHECK (finished_at IS NULL OR failure IS NOT NULL OR (position, cluster_id, pets, events) IS NOT NULL)
);

CREATE INDEX snapshot_refreshes_finished ON snapshot_refreshes (id) WHERE finished_at IS NOT NULL AND failure IS NULL;

COMMENT ON TABLE snapshot_refreshes IS 'Every refresh of the snapshot, finished or not.';
COMMENT ON COLUMN snapshot_refreshes.id IS 'Refreshes in the order in which they began.';
COMMENT ON COLUMN snapshot_refreshes.requested_by IS 'Who pressed the button; nobody where the shop did it by itself.';
COMMENT ON COLUMN snapshot_refreshes.started_at IS 'When it began.';
COMMENT ON COLUMN snapshot_refreshes.finished_at IS 'When it ended, well or not.';
COMMENT ON COLUMN snapshot_refreshes.position IS 'The transactions that it is sure to have seen.';
COMMENT ON COLUMN snapshot_refreshes.cluster_id IS 'The cluster whose transaction ids those are; in another one, after a restore, they mean nothing.';
COMMENT ON COLUMN snapshot_refreshes.pets IS 'How many pets it found.';
COMMENT ON COLUMN snapshot_refreshes.events IS 'How many events it found.';
COMMENT ON COLUMN snapshot_refreshes.failure IS 'Why it failed, where it did.';
