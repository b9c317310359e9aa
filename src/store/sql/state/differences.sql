-- A page of the pets that differ between two moments, by species and by name at the second one: each as it was at both. They are looked at in
-- that order until the page is full.
--
--   $1 from     the first moment
--   $2 to       the second
--   $3 first    the first id of the events in between
--   $4 beyond   the first id beyond them
--   $5 species  only pets of this species, in any writing; NULL for all
--   $6 beside   the pet beside the page; NULL for the first page
--   $7 most     how many
/*: macro direction() :*//*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*//*: endmacro :*/

WITH moved AS MATERIALIZED (
    SELECT DISTINCT pet_id AS id
    FROM events
    WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2
    -- Without an event of these kinds it cannot be so; a rare difference is not to compute every pet.
    /*: match kind :*/
    /*: when Some(DifferenceKind::New) :*/
      AND event_type IN ('PetArrived', 'PetBorn')
    /*: when Some(DifferenceKind::Sold) :*/
      AND event_type IN ('PetSold', 'EventRetracted')
    /*: when Some(DifferenceKind::Lost) :*/
      AND event_type IN ('PetLost', 'EventRetracted')
    /*: when Some(DifferenceKind::Back) :*/
      AND event_type IN ('PetFoundAgain', 'PetReturned', 'EventRetracted')
    /*: when Some(DifferenceKind::Price) :*/
      AND event_type IN ('PetPriceChange', 'EventRetracted')
    /*: when Some(DifferenceKind::Name) :*/
      AND event_type IN ('PetNamed', 'EventRetracted')
    /*: when Some(DifferenceKind::Gone) :*/
      AND event_type = 'EventRetracted'
    /*: when Some(DifferenceKind::Nothing) | None :*/
    /*: endmatch :*/
),
pet AS (
    SELECT *
    FROM (
        SELECT moved.id, called.number, called.name, called.species, folded(called.species) COLLATE shop_order AS species_key, folded(called.name) COLLATE shop_order AS name_key
        FROM moved
        CROSS JOIN LATERAL (SELECT number, name, species FROM pets_called_at($2) WHERE pet_id = moved.id OFFSET 0) AS called
    ) AS pet
    WHERE ($5::text IS NULL OR folded(species) = (SELECT folded($5)))
      AND ($6::uuid IS NULL
           OR (species_key, name_key, id) /*: if is_backwards :*/</*: else :*/>/*: endif :*/ (SELECT folded(species) COLLATE shop_order, folded(name) COLLATE shop_order, pet_id FROM pets_called_at($2) WHERE pet_id = $6))
    ORDER BY species_key /*: call direction() :*//*: endcall :*/, name_key /*: call direction() :*//*: endcall :*/, id /*: call direction() :*//*: endcall :*/
)
SELECT pet.id,
       pet.number,
       pet.name,
       pet.species,
       before.name AS name_before,
       before.status AS status_before,
       before.price AS price_before,
       before.customer_id AS owner_before,
       (SELECT name FROM buyers WHERE id = before.customer_id) AS owner_name_before,
       before.sale_price AS paid_before,
       after.name AS name_after,
       after.status AS status_after,
       after.price AS price_after,
       after.customer_id AS owner_after,
       (SELECT name FROM buyers WHERE id = after.customer_id) AS owner_name_after,
       after.sale_price AS paid_after
FROM pet
LEFT JOIN LATERAL (SELECT * FROM pets_state_at($1) WHERE id = pet.id OFFSET 0) AS before ON true
LEFT JOIN LATERAL (SELECT * FROM pets_state_at($2) WHERE id = pet.id OFFSET 0) AS after ON true
WHERE
/*: match kind :*/
/*: when Some(DifferenceKind::New) :*/
    before.status IS NULL AND after.status IS NOT NULL
/*: when Some(DifferenceKind::Sold) :*/
    after.status = 'sold'
    AND (before.status, before.customer_id, before.sale_price) IS DISTINCT FROM (after.status, after.customer_id, after.sale_price)
/*: when Some(DifferenceKind::Lost) :*/
    after.status = 'lost' AND before.status IS DISTINCT FROM after.status
/*: when Some(DifferenceKind::Back) :*/
    after.status = 'available' AND before.status IN ('lost', 'sold')
/*: when Some(DifferenceKind::Price) :*/
    before.price <> after.price
/*: when Some(DifferenceKind::Name) :*/
    before.name <> after.name
/*: when Some(DifferenceKind::Gone) :*/
    before.status IS NOT NULL AND after.status IS NULL
/*: when Some(DifferenceKind::Nothing) :*/
    (before.name, before.status, before.price, before.customer_id, before.sale_price)
    IS NOT DISTINCT FROM (after.name, after.status, after.price, after.customer_id, after.sale_price)
/*: when None :*/
    (before.name, before.status, before.price, before.customer_id, before.sale_price)
    IS DISTINCT FROM (after.name, after.status, after.price, after.customer_id, after.sale_price)
/*: endmatch :*/
ORDER BY pet.species_key /*: call direction() :*//*: endcall :*/, pet.name_key /*: call direction() :*//*: endcall :*/, pet.id /*: call direction() :*//*: endcall :*/
LIMIT $7
