DROP FUNCTION refresh_pets_snapshot(bigint);
DROP VIEW snapshot_boundary;
DROP TABLE snapshot_refreshes;
