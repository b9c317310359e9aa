-- A page of the log for a reader who follows it: of one stretch, by id.
--
--   $1 after    only ids above this one
--   $2 last     only ids up to this one
--   $3 until    only what these transactions have recorded
--   $4 seen     and these had not, where the reader has been here before
--   $5 pet      only this pet's, where they are a pet's
--   $6 species  only pets of this species, in any writing, where they are of a species
--   $7 most     how many

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
/*: if with_people :*/
       (SELECT name FROM accounts WHERE accounts.id::text = event.metadata ->> 'recorded_by') AS recorder_name,
       (SELECT name FROM buyers WHERE buyers.id = (event.event_data ->> 'customer_id')::uuid) AS customer_name
/*: else :*/
       NULL::text AS recorder_name,
       NULL::text AS customer_name
/*: endif :*/
FROM unified_events AS event
WHERE event.id > $1
  AND event.id <= $2
/*: if begins :*/
  -- What was brought here by an import or a restore was there from the beginning, whatever its transactions are called.
  AND (pg_visible_in_snapshot(event.transaction_id, $3)
       OR event.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
       OR (SELECT imported >= event.version FROM pet_streams WHERE pet_id = event.pet_id))
/*: else :*/
  AND pg_visible_in_snapshot(event.transaction_id, $3)
  AND NOT pg_visible_in_snapshot(event.transaction_id, $4)
  AND (SELECT imported >= event.version FROM pet_streams WHERE pet_id = event.pet_id) IS NOT TRUE
/*: endif :*/
/*: if let Some(kind) = kind :*/
  AND event.event_type = '/*{ kind.name() }*/'
/*: endif :*/
/*: if of_pet :*/
  AND event.pet_id = $5
/*: endif :*/
/*: if by_species :*/
  AND event.pet_id IN (SELECT pet_id FROM pet_origins WHERE folded(species) = (SELECT folded($6)))
/*: endif :*/
ORDER BY event.id
LIMIT $7
