-- When the latest event was recorded, where there is one.

SELECT max(last_recorded_at) AS at FROM pet_streams
