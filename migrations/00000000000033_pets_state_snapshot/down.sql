DROP MATERIALIZED VIEW pets_count_snapshot;
DROP MATERIALIZED VIEW pets_state_snapshot;
