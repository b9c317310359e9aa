-- The moment, by the database's clock.

SELECT clock_timestamp() AS at
