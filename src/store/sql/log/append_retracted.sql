-- Appends retractions, in the order given.
--
--   $1 id                  the events
--   $2 created_at          when each was recorded
--   $3 metadata            who recorded it, by which request, with which note
--   $4 pet_id              the pet
--   $5 version             its version
--   $6 occurred_on         the day on which it happened
--   $7 retracted_event_id  the event that is taken back
--   $8 reason              why
--   $9 ticket              which of the tickets it needs; NULL where it needs none
--   $10 tickets            what forms were decided by; see may_append()

INSERT INTO event_retracted_events (id, created_at, metadata, pet_id, version, occurred_on, retracted_event_id, reason)
SELECT id, created_at, metadata, pet_id, version, occurred_on, retracted_event_id, reason
FROM unnest(
    $1::uuid[], $2::timestamptz[], $3::jsonb[], $4::uuid[], $5::integer[], $6::date[], $7::uuid[], $8::text[], $9::integer[]
) AS event (id, created_at, metadata, pet_id, version, occurred_on, retracted_event_id, reason, ticket)
WHERE event.ticket IS NULL OR (ARRAY(SELECT may_append(ticket) FROM unnest($10::jsonb[]) AS ticket))[event.ticket]
RETURNING id
