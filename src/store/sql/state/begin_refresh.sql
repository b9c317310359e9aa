-- Writes down that a refresh begins.
--
--   $1 by  who asked for it; NULL where the shop does it by itself

INSERT INTO snapshot_refreshes (requested_by) VALUES ($1) RETURNING id AS n
