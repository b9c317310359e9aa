-- latest_projection: how far the projections have followed the log: what moved on since is all that is not visible in its position. Where they are empty, or the
-- shop was restored into another cluster, where transaction ids mean nothing, everything has moved on.

CREATE OR REPLACE VIEW latest_projection AS
SELECT coalesce(here.position, '1:1:'::pg_snapshot) AS position,
       here.filled_at,
       here.next,
       here.last,
       coalesce(here.events, 0) AS events,
       here.projected_at
FROM pg_control_system() AS cluster
LEFT JOIN projection AS here ON here.cluster_id = cluster.system_identifier;

COMMENT ON VIEW latest_projection IS 'How far the projections have followed the log: what moved on since is all that is not visible in its position.';
CALL hand_down_comments('projection', 'latest_projection');
