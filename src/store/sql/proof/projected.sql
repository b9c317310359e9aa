-- All pets as the projection shows them, and those with events that it has not seen, in the order of their ids.

SELECT coalesce(shown.id, behind.pet_id) AS id, to_jsonb(shown)::text AS shown, behind.pet_id IS NOT NULL AS is_behind
FROM pets_state_projection AS shown
FULL JOIN (SELECT DISTINCT pet_id FROM unprojected_events) AS behind ON behind.pet_id = shown.id
ORDER BY 1
