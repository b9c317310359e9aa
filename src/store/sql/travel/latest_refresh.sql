-- The number of the latest refresh.

SELECT max(id) AS n FROM snapshot_refreshes
