-- The takings and the refunds by month from one day to another, both included, that count at a moment; months without any are left out. A refund
-- counts on its own day.
--
--   $1 from  the first day
--   $2 to    the last day
--   $3 at    the moment; infinity for now

SELECT date_trunc('month', occurred_on::timestamp)::date AS month,
       sum(sold)::bigint AS sold,
       sum(takings)      AS takings,
       sum(refunds)      AS refunds
FROM trade_at($3)
WHERE occurred_on BETWEEN $1 AND $2
GROUP BY 1
HAVING sum(sold) <> 0 OR sum(returned) <> 0
ORDER BY 1
