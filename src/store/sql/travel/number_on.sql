-- The next pet gets the number behind those that are there.

SELECT setval(pg_get_serial_sequence('pet_streams', 'ordinal'), coalesce(max(ordinal), 0) + 1, false) FROM pet_streams
