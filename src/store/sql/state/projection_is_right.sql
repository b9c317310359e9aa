-- Whether the projection shows every pet as the snapshot does that was taken in this transaction, but for those with events that it has not seen.

SELECT NOT EXISTS (
    SELECT
    FROM pets_state_snapshot AS taken
    FULL JOIN (SELECT id, ROW(pet.name, pet.species, pet.price, pet.status, pet.mother_id, pet.customer_id, pet.sale_price, pet.came_on, pet.status_since,
                              pet.version, pet.created_at, pet.updated_at, pet.given_number, pet.number) AS state FROM pets_state_projection AS pet) AS kept USING (id)
    WHERE kept.state IS DISTINCT FROM ROW(taken.name, taken.species, taken.price, taken.status, taken.mother_id, taken.customer_id, taken.sale_price, taken.came_on,
                                          taken.status_since, taken.version, taken.created_at, taken.updated_at, taken.given_number, taken.number)
      AND id NOT IN (SELECT pet_id FROM unprojected_events)
) AS yes
