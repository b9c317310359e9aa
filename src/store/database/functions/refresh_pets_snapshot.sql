-- refresh_pets_snapshot: renews the snapshot without blocking readers, and writes down what it saw.

CREATE OR REPLACE FUNCTION refresh_pets_snapshot(refresh_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    before_reading CONSTANT pg_snapshot := pg_current_snapshot();
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_state_snapshot;
    UPDATE snapshot_refreshes
    SET finished_at = clock_timestamp(),
        position = before_reading,
        cluster_id = (SELECT system_identifier FROM pg_control_system()),
        pets = (SELECT count(*) FROM pets_state_snapshot),
        events = (SELECT coalesce(sum(version), 0) FROM pet_streams)
    WHERE id = refresh_id;
END
$$;

COMMENT ON FUNCTION refresh_pets_snapshot(bigint) IS 'Renews the snapshot without blocking readers, and writes down what it saw.';
