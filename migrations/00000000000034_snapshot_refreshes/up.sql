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
    snapshot     pg_snapshot,
    cluster_id   bigint,
    pets         bigint,
    events       bigint,
    failure      text,
    CONSTRAINT snapshot_refreshes_finished_is_whole CHECK (finished_at IS NULL OR failure IS NOT NULL OR (snapshot, cluster_id, pets, events) IS NOT NULL)
);

CREATE INDEX snapshot_refreshes_finished ON snapshot_refreshes (id) WHERE finished_at IS NOT NULL AND failure IS NULL;

CREATE VIEW snapshot_boundary AS
SELECT refresh.id,
       refresh.requested_by,
       refresh.started_at,
       refresh.finished_at,
       refresh.pets,
       refresh.events,
       CASE WHEN refresh.cluster_id = here.system_identifier THEN refresh.snapshot ELSE '1:1:'::pg_snapshot END AS snapshot
FROM snapshot_refreshes AS refresh
CROSS JOIN pg_control_system() AS here
WHERE refresh.finished_at IS NOT NULL
  AND refresh.failure IS NULL
ORDER BY refresh.id DESC
LIMIT 1;

CREATE FUNCTION refresh_pets_snapshot(refresh_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    before_reading CONSTANT pg_snapshot := pg_current_snapshot();
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_state_snapshot;
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_count_snapshot;
    UPDATE snapshot_refreshes
    SET finished_at = clock_timestamp(),
        snapshot = before_reading,
        cluster_id = (SELECT system_identifier FROM pg_control_system()),
        pets = (SELECT count(*) FROM pets_state_snapshot),
        events = (SELECT coalesce(sum(version), 0) FROM pet_streams)
    WHERE id = refresh_id;
END
$$;

INSERT INTO snapshot_refreshes DEFAULT VALUES;
SELECT refresh_pets_snapshot(id) FROM snapshot_refreshes;

COMMENT ON TABLE snapshot_refreshes IS 'Every refresh of the snapshot, finished or not.';
COMMENT ON COLUMN snapshot_refreshes.id IS 'Refreshes in the order in which they began.';
COMMENT ON COLUMN snapshot_refreshes.requested_by IS 'Who pressed the button; nobody where the shop did it by itself.';
COMMENT ON COLUMN snapshot_refreshes.started_at IS 'When it began.';
COMMENT ON COLUMN snapshot_refreshes.finished_at IS 'When it ended, well or not.';
COMMENT ON COLUMN snapshot_refreshes.snapshot IS 'The transactions that it is sure to have seen.';
COMMENT ON COLUMN snapshot_refreshes.cluster_id IS 'The cluster whose transaction ids those are; in another one, after a restore, they mean nothing.';
COMMENT ON COLUMN snapshot_refreshes.pets IS 'How many pets it found.';
COMMENT ON COLUMN snapshot_refreshes.events IS 'How many events it found.';
COMMENT ON COLUMN snapshot_refreshes.failure IS 'Why it failed, where it did.';
COMMENT ON VIEW snapshot_boundary IS 'The latest refresh that went well: what moved on since is all that is not visible in its snapshot.';
COMMENT ON FUNCTION refresh_pets_snapshot(bigint) IS 'Renews the snapshot without blocking readers, and writes down what it saw.';
