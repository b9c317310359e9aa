-- What was recorded between two moments, and what was taken back in between, whenever it had been recorded: a row a kind, but for retractions.
--
--   $1 from    the first moment
--   $2 to      the second
--   $3 first   the first id of the events in between
--   $4 beyond  the first id beyond them

SELECT event_type AS kind,
       count(*) FILTER (WHERE NOT is_back) AS recorded,
       count(*) FILTER (WHERE is_back) AS taken_back,
       coalesce(sum(amount) FILTER (WHERE NOT is_back), 0) AS paid,
       coalesce(sum(amount) FILTER (WHERE is_back), 0) AS paid_back
FROM (
    SELECT event_type, false AS is_back, NULL::numeric AS amount
    FROM events
    WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2
      AND event_type NOT IN ('PetSold', 'PetReturned', 'EventRetracted')
    UNION ALL
    SELECT event_type, false, sale_price
    FROM pet_sold_events
    WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2
    UNION ALL
    SELECT event_type, false, refund
    FROM pet_returned_events
    WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2
    UNION ALL
    SELECT taken.event_type, true, coalesce(sale.sale_price, back.refund)
    FROM event_retracted_events AS retraction
    CROSS JOIN LATERAL (SELECT event_type FROM events WHERE id = retraction.retracted_event_id OFFSET 0) AS taken
    LEFT JOIN pet_sold_events AS sale ON sale.id = retraction.retracted_event_id
    LEFT JOIN LATERAL (SELECT refund FROM pet_returned_events WHERE id = retraction.retracted_event_id OFFSET 0) AS back ON true
    WHERE retraction.id >= $3 AND retraction.created_at > $1 AND retraction.id < $4 AND retraction.created_at <= $2
) AS event
GROUP BY event_type
