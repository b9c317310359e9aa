-- Appends arrivals, in the order given.
--
--   $1 id           the events
--   $2 created_at   when each was recorded
--   $3 metadata     who recorded it, by which request, with which note
--   $4 pet_id       the pet
--   $5 version      its version
--   $6 occurred_on  the day on which it happened
--   $7 name         what the pet is called
--   $8 species      what kind of animal it is
--   $9 price        what it costs
--   $10 given_number  the number in the name, where the shop gave it
--   $11 ticket        which of the tickets it needs; NULL where it needs none
--   $12 tickets       what forms were decided by; see may_append()

INSERT INTO pet_arrived_events (id, created_at, metadata, pet_id, version, occurred_on, name, species, price, given_number)
SELECT id, created_at, metadata, pet_id, version, occurred_on, name, species, price, given_number
FROM unnest(
    $1::uuid[], $2::timestamptz[], $3::jsonb[], $4::uuid[], $5::integer[], $6::date[], $7::text[], $8::text[], $9::numeric[], $10::integer[],
    $11::integer[]
) AS event (id, created_at, metadata, pet_id, version, occurred_on, name, species, price, given_number, ticket)
WHERE event.ticket IS NULL OR (ARRAY(SELECT may_append(ticket) FROM unnest($12::jsonb[]) AS ticket))[event.ticket]
RETURNING id
