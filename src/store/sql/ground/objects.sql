-- The functions, views, triggers and rights as they stand here.

SELECT name, hash, replaced_at FROM database_objects ORDER BY name
