-- The pets whose ids are in a range, as they are now: a walk along the primary key.
--
--   $1 first  the first id
--   $2 last   the last id
--   $3 most   how many

SELECT * FROM pets_state WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3
