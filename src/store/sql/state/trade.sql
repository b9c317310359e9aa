-- The sales, returns and births of a stretch of days, both ends included, that count at a moment. What was taken back is looked up event by event,
-- for the days are few: as NOT EXISTS, one plan for all values hashes every retraction there is.
--
--   $1 from  the first day
--   $2 to    the last day
--   $3 at    the moment; infinity for now

SELECT sale.sold, sale.takings, back.returned, back.refunds, birth.born
FROM (
    SELECT count(*) AS sold, coalesce(sum(e.sale_price), 0) AS takings
    FROM pet_sold_events AS e
    WHERE e.occurred_on BETWEEN $1 AND $2
    /*: if is_past :*/
      AND e.created_at <= $3
    /*: endif :*/
      AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $3) IS NULL
) AS sale
CROSS JOIN (
    SELECT count(*) AS returned, coalesce(sum(e.refund), 0) AS refunds
    FROM pet_returned_events AS e
    WHERE e.occurred_on BETWEEN $1 AND $2
    /*: if is_past :*/
      AND e.created_at <= $3
    /*: endif :*/
      AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $3) IS NULL
) AS back
CROSS JOIN (
    SELECT count(*) AS born
    FROM pet_born_events AS e
    WHERE e.occurred_on BETWEEN $1 AND $2
    /*: if is_past :*/
      AND e.created_at <= $3
    /*: endif :*/
      AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= $3) IS NULL
) AS birth
