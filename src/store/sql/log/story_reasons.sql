-- Why a pet is as it is at a moment: of each kind its latest event that counts then, newest first, with names.
--
--   $1 pet  the pet
--   $2 at   the moment; infinity for now

SELECT line.*
FROM event_lines_at($2) AS line
WHERE line.pet_id = $1
  AND line.version = ANY (ARRAY[
      (SELECT e.version FROM pet_arrived_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_born_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_named_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_price_change_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_sold_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_returned_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_lost_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1),
      (SELECT e.version FROM pet_found_again_events AS e WHERE e.pet_id = $1 AND e.created_at <= $2
          AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $2) IS NULL
        ORDER BY e.version DESC LIMIT 1)
  ])
ORDER BY line.version DESC
