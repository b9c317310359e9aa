-- pets_state_snapshot: pets_state as it was at the latest refresh: all of it computed at once, as the seal of the refresh covers it.

CREATE MATERIALIZED VIEW IF NOT EXISTS pets_state_snapshot AS
SELECT * FROM pets_state;

CREATE UNIQUE INDEX IF NOT EXISTS pets_state_snapshot_by_id ON pets_state_snapshot (id);

COMMENT ON MATERIALIZED VIEW pets_state_snapshot IS 'pets_state as of the latest refresh.';
CALL hand_down_comments('pets_state', 'pets_state_snapshot');
