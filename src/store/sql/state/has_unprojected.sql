-- Whether there is anything that the projection has not seen, or it has never followed the log here.

SELECT pg_snapshot_xmax(position) = '1'::xid8 OR EXISTS (SELECT FROM unprojected_events) AS yes FROM latest_projection
