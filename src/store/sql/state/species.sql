-- The species that the shop knew at a moment, sorted, each once, as it was written first.
--
-- It walks from one species to the next by index, and to the first pet of each. (As in pets_state_at, the scalar subquery stays a probe of an
-- index, where NOT EXISTS may become a hash of every retraction.)
--
--   $1 at  the moment; infinity for now

WITH RECURSIVE kind AS (
    (SELECT folded(species) AS name FROM pet_origins ORDER BY folded(species) LIMIT 1)
    UNION ALL
    SELECT next.name
    FROM kind
    CROSS JOIN LATERAL (
        SELECT folded(species) AS name FROM pet_origins WHERE folded(species) > kind.name ORDER BY folded(species) LIMIT 1
    ) AS next
)
SELECT first.species
FROM kind
CROSS JOIN LATERAL (
    SELECT pet.species
    FROM pet_origins AS pet
    WHERE folded(pet.species) = kind.name
      AND pet.created_at <= $1
      AND (SELECT undone.id FROM event_retracted_events AS undone WHERE undone.retracted_event_id = pet.event_id AND undone.created_at <= $1) IS NULL
    ORDER BY pet.created_at
    LIMIT 1
) AS first
ORDER BY kind.name COLLATE shop_order
