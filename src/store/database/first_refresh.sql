-- The snapshot begins with a refresh that has seen what there is, so that there is always a latest one.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM latest_refresh) THEN
        INSERT INTO snapshot_refreshes DEFAULT VALUES;
        PERFORM refresh_pets_snapshot(max(id)) FROM snapshot_refreshes;
    END IF;
END
$$;
