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
--   $9 ticket              what it was decided by, where a form says it; see may_append()

INSERT INTO event_retracted_events (id, created_at, metadata, pet_id, version, occurred_on, retracted_event_id, reason)
SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::uuid[], $5::integer[], $6::date[], $7::uuid[], $8::text[])
WHERE (SELECT may_append($9))
