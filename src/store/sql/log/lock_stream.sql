-- Locks a pet's stream, and answers the moment of its next event: later than that of the previous one, whatever the clock does.
--
--   $1 pet  whose

SELECT greatest(clock_timestamp(), last_recorded_at + interval '1 microsecond') AS at
FROM pet_streams
WHERE pet_id = $1
FOR UPDATE
