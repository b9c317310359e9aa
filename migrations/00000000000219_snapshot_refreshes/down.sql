DROP TABLE snapshot_refreshes CASCADE;
