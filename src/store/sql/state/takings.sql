-- The takings by month from one day to another, both included, that count at a moment; months without a sale are left out. Of now, it reads the
-- index by day alone.
--
--   $1 from  the first day
--   $2 to    the last day
--   $3 at    the moment; infinity for now

SELECT date_trunc('month', sale.occurred_on::timestamp)::date AS month, count(*) AS sold, sum(sale.sale_price) AS takings
FROM pet_sold_events AS sale
WHERE sale.occurred_on BETWEEN $1 AND $2
/*: if is_past :*/
  AND sale.created_at <= $3
/*: endif :*/
  AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = sale.id AND r.created_at <= $3)
GROUP BY 1
ORDER BY 1
