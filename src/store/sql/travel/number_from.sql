-- The next pet that begins gets this number.
--
--   $1 ordinal  which one it was to come

SELECT setval(pg_get_serial_sequence('pet_streams', 'ordinal'), $1, false)
