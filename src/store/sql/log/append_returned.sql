-- Appends returns, in the order given.
--
--   $1 id           the events
--   $2 created_at   when each was recorded
--   $3 metadata     who recorded it, by which request, with which note
--   $4 pet_id       the pet
--   $5 version      its version
--   $6 occurred_on  the day on which it happened
--   $7 reason       why the pet came back
--   $8 refund       what was paid back
--   $9 ticket       which of the tickets it needs; NULL where it needs none
--   $10 tickets     what forms were decided by; see may_append()

INSERT INTO pet_returned_events (id, created_at, metadata, pet_id, version, occurred_on, reason, refund)
SELECT id, created_at, metadata, pet_id, version, occurred_on, reason, refund
FROM unnest(
    $1::uuid[], $2::timestamptz[], $3::jsonb[], $4::uuid[], $5::integer[], $6::date[], $7::text[], $8::numeric[], $9::integer[]
) AS event (id, created_at, metadata, pet_id, version, occurred_on, reason, refund, ticket)
WHERE event.ticket IS NULL OR (ARRAY(SELECT may_append(ticket) FROM unnest($10::jsonb[]) AS ticket))[event.ticket]
RETURNING id
