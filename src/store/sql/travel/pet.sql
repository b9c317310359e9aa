-- A pet as it was at a moment.
--
--   $1 pet  the pet
--   $2 at   the moment

SELECT state.id,
       state.name,
       state.species,
       state.price,
       state.status,
       state.mother_id,
       state.customer_id,
       state.sale_price,
       state.came_on,
       state.status_since,
       state.version,
       state.created_at,
       state.updated_at,
       state.given_number,
       state.number,
       buyer.name AS customer_name
FROM pets_state_at($2) AS state
LEFT JOIN buyers AS buyer ON buyer.id = state.customer_id
WHERE state.id = $1
