-- The births of a mother's young that count at a moment, newest first, with names.
--
--   $1 mother  the mother
--   $2 at      the moment; infinity for now

SELECT line.*
FROM event_lines_at($2) AS line
WHERE line.event_type = 'PetBorn'
  AND line.id = ANY (ARRAY(
      SELECT born.id
      FROM pet_born_events AS born
      WHERE born.mother_id = $1
        AND born.created_at <= $2
        AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = born.id AND r.created_at <= $2)
  ))
ORDER BY line.id DESC
