-- A page of the pets as they were at a moment, by their ids.
--
--   $1 after    only ids above this one
--   $2 at       the moment
--   $3 most     how many

SELECT state.*, buyer.name AS customer_name
FROM (SELECT pet_id FROM pet_streams WHERE pet_id > $1 ORDER BY pet_id) AS stream
CROSS JOIN LATERAL (SELECT * FROM pets_state_at($2) WHERE id = stream.pet_id OFFSET 0) AS state
LEFT JOIN buyers AS buyer ON buyer.id = state.customer_id
ORDER BY stream.pet_id
LIMIT $3
