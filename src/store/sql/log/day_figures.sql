-- What was sold, came back, was born and arrived on some days of the log, day by day, as far as it counts. A day is a range of ids, which are made of the
-- moment of recording. What a pet is, is looked up event by event. What was taken back is looked for among the retractions of events of that day alone:
-- however Postgres does that, it costs what the day costs.
--
--   $1 first    the first id of each day
--   $2 beyond   the first id beyond it
--   $3 species  only pets of this species, in any writing; NULL for all
--   $4 by       only what this account recorded; NULL for all
/*: macro of_the_day() :*/e.id >= day.first AND e.id < day.beyond
      AND ($4::text IS NULL OR e.metadata ->> 'recorded_by' = $4)
      AND ($3::text IS NULL OR (SELECT folded(pet.species) FROM pet_origins AS pet WHERE pet.pet_id = e.pet_id LIMIT 1) = folded($3))
      AND NOT EXISTS (
          SELECT FROM event_retracted_events AS undone
          WHERE undone.retracted_event_id = e.id AND undone.retracted_event_id >= day.first AND undone.retracted_event_id < day.beyond
      )/*: endmacro :*/
SELECT sale.sold, sale.takings, back.returned, back.refunds, birth.born, arrival.arrived
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS day (first, beyond, number)
CROSS JOIN LATERAL (
    SELECT count(*) AS sold, coalesce(sum(e.sale_price), 0) AS takings
    FROM pet_sold_events AS e
    WHERE /*{ self.counts("PetSold") }*/ AND /*: call of_the_day() :*//*: endcall :*/
) AS sale
CROSS JOIN LATERAL (
    SELECT count(*) AS returned, coalesce(sum(e.refund), 0) AS refunds
    FROM pet_returned_events AS e
    WHERE /*{ self.counts("PetReturned") }*/ AND /*: call of_the_day() :*//*: endcall :*/
) AS back
CROSS JOIN LATERAL (
    SELECT count(*) AS born
    FROM pet_born_events AS e
    WHERE /*{ self.counts("PetBorn") }*/ AND /*: call of_the_day() :*//*: endcall :*/
) AS birth
CROSS JOIN LATERAL (
    SELECT count(*) AS arrived
    FROM pet_arrived_events AS e
    WHERE /*{ self.counts("PetArrived") }*/ AND /*: call of_the_day() :*//*: endcall :*/
) AS arrival
ORDER BY day.number
