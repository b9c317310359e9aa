-- What the seals cover, in the order of pets and seals.

SELECT pet_id, seal_id, version, head FROM seal_heads ORDER BY pet_id, seal_id
