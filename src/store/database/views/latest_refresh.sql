-- latest_refresh: the latest refresh that went well: what moved on since is all that is not visible in its position. Where the shop was restored
-- into another cluster, transaction ids mean nothing, and everything has moved on.

CREATE OR REPLACE VIEW latest_refresh AS
SELECT refresh.id,
       refresh.requested_by,
       refresh.started_at,
       refresh.finished_at,
       refresh.pets,
       refresh.events,
       CASE WHEN refresh.cluster_id = here.system_identifier THEN refresh.position ELSE '1:1:'::pg_snapshot END AS position
FROM snapshot_refreshes AS refresh
CROSS JOIN pg_control_system() AS here
WHERE refresh.finished_at IS NOT NULL
  AND refresh.failure IS NULL
ORDER BY refresh.id DESC
LIMIT 1;

COMMENT ON VIEW latest_refresh IS 'The latest refresh that went well: what moved on since is all that is not visible in its position.';
CALL hand_down_comments('snapshot_refreshes', 'latest_refresh');
