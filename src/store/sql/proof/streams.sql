-- All streams as they stand there, in the order of their pets.

SELECT pet_id, version, to_jsonb(last_recorded_at) #>> '{}' AS last_recorded_at, head FROM pet_streams ORDER BY pet_id
