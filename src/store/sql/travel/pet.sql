-- A pet as it was at a moment.
--
--   $1 pet  the pet
--   $2 at   the moment

SELECT state.*, buyer.name AS customer_name
FROM pets_state_at($2) AS state
LEFT JOIN buyers AS buyer ON buyer.id = state.customer_id
WHERE state.id = $1
