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
--   $9 ticket       what it was decided by, where a form says it; see may_append()

INSERT INTO pet_returned_events (id, created_at, metadata, pet_id, version, occurred_on, reason, refund)
SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::uuid[], $5::integer[], $6::date[], $7::text[], $8::numeric[])
WHERE (SELECT may_append($9))
