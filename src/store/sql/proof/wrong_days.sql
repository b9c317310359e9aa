-- How many days have other figures by what the projection has kept than by their events.

WITH kept AS (
    SELECT occurred_on, sum(sold), sum(takings), sum(returned), sum(refunds), sum(born) FROM trade_at('infinity') GROUP BY occurred_on
),
counted AS (
    SELECT occurred_on, sum(sold), sum(takings), sum(returned), sum(refunds), sum(born) FROM trade GROUP BY occurred_on
)
SELECT (SELECT count(*) FROM (TABLE kept EXCEPT TABLE counted) AS a) + (SELECT count(*) FROM (TABLE counted EXCEPT TABLE kept) AS b) AS n
