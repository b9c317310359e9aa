-- When the latest birth of a young one of a mother was recorded, of those that count.
--
--   $1 mother  the mother

SELECT max(born.created_at) AS at
FROM pet_born_events AS born
WHERE born.mother_id = $1
  AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = born.id)
