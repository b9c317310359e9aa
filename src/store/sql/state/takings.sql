-- The takings and the refunds by month from one day to another, both included, that count at a moment; months without any are left out. A refund
-- counts on its own day. Of now, it reads the indexes by day alone.
--
--   $1 from  the first day
--   $2 to    the last day
--   $3 at    the moment; infinity for now

SELECT date_trunc('month', trade.occurred_on::timestamp)::date AS month,
       count(trade.paid) AS sold,
       coalesce(sum(trade.paid), 0) AS takings,
       coalesce(sum(trade.refund), 0) AS refunds
FROM (
    SELECT sale.occurred_on, sale.sale_price AS paid, NULL::numeric AS refund
    FROM pet_sold_events AS sale
    WHERE sale.occurred_on BETWEEN $1 AND $2
    /*: if is_past :*/
      AND sale.created_at <= $3
    /*: endif :*/
      AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = sale.id AND r.created_at <= $3)
    UNION ALL
    SELECT back.occurred_on, NULL, back.refund
    FROM pet_returned_events AS back
    WHERE back.occurred_on BETWEEN $1 AND $2
    /*: if is_past :*/
      AND back.created_at <= $3
    /*: endif :*/
      AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = back.id AND r.created_at <= $3)
) AS trade
GROUP BY 1
ORDER BY 1
