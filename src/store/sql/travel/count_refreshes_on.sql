-- The next refresh gets a number behind those of the books.

SELECT setval(pg_get_serial_sequence('snapshot_refreshes', 'id'), max(id)) FROM snapshot_refreshes
