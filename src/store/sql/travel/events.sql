-- The log in an order in which a reader may apply it: behind one another what each seal covers, by when it was recorded, and no pet before its
-- mother, whatever the clock did.
--
--   $1 pet    only this pet's events, where they are a pet's
--   $2 seen   only what these transactions had not recorded, where a reader goes on
--   $3 until  of a reader who is in the midst of what these had recorded, …
--   $4 after  … what is behind this event

WITH RECURSIVE ready (pet_id, at, generation) AS (
    SELECT pet_id, created_at, 0 FROM pet_arrived_events
    UNION ALL
    SELECT born.pet_id, greatest(born.created_at, ready.at), ready.generation + 1
    FROM ready JOIN pet_born_events AS born ON born.mother_id = ready.pet_id
)
SELECT event.id,
       event.event_type,
       event.pet_id,
       event.version,
       event.occurred_on,
       event.created_at,
       event.transaction_id,
       event.metadata,
       event.event_data,
       event.hash,
       CASE WHEN event.version = 1 THEN (SELECT number FROM pet_streams WHERE pet_streams.pet_id = event.pet_id) END AS number,
       sealed.seal_id
FROM unified_events AS event
LEFT JOIN ready ON ready.pet_id = event.pet_id
LEFT JOIN LATERAL (
    SELECT seal_id FROM seal_heads WHERE pet_id = event.pet_id AND version >= event.version ORDER BY seal_id LIMIT 1
) AS sealed ON true
WHERE true
/*: if let Some(kind) = kind :*/
  AND event.event_type = '/*{ kind.name() }*/'
/*: endif :*/
/*: if of_pet :*/
  AND event.pet_id = $1
/*: endif :*/
/*: if goes_on :*/
  AND NOT pg_visible_in_snapshot(event.transaction_id, $2)
  -- What was brought here by an import or a restore was there from the beginning, whatever its transactions are called.
/*: if begins :*/
  AND NOT (event.id <= $4
           AND (pg_visible_in_snapshot(event.transaction_id, $3)
                OR event.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
                OR EXISTS (SELECT FROM pet_streams AS stream WHERE stream.pet_id = event.pet_id AND stream.imported >= event.version)))
/*: else :*/
  AND NOT (event.id <= $4 AND pg_visible_in_snapshot(event.transaction_id, $3))
  AND event.transaction_id < pg_snapshot_xmax(pg_current_snapshot())
  AND NOT EXISTS (SELECT FROM pet_streams AS stream WHERE stream.pet_id = event.pet_id AND stream.imported >= event.version)
/*: endif :*/
/*: endif :*/
ORDER BY sealed.seal_id NULLS LAST, greatest(event.created_at, ready.at), ready.generation, event.pet_id, event.version
