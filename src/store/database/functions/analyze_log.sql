-- analyze_log: renews the planner's statistics, for an invented shop that comes all at once: only an owner may do that.

CREATE OR REPLACE FUNCTION analyze_log() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    kind regclass;
BEGIN
    ANALYZE events, pet_streams, customers, pets_state_snapshot, pets_state_projection, stock_projection, trade_by_day_projection;
    FOR kind IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'events'::regclass LOOP
        EXECUTE format('ANALYZE %s', kind);
    END LOOP;
END
$$;

COMMENT ON FUNCTION analyze_log() IS 'Renews what the planner knows about the tables of the log.';
