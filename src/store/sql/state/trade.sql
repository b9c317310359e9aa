-- The sales, returns and births of a stretch of days, both ends included, that count at a moment.
--
--   $1 from  the first day
--   $2 to    the last day
--   $3 at    the moment; infinity for now

SELECT coalesce(sum(sold), 0)::bigint     AS sold,
       coalesce(sum(takings), 0)          AS takings,
       coalesce(sum(returned), 0)::bigint AS returned,
       coalesce(sum(refunds), 0)          AS refunds,
       coalesce(sum(born), 0)::bigint     AS born
FROM trade_at($3)
WHERE occurred_on BETWEEN $1 AND $2
