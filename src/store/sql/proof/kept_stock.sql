-- The stock as it is kept, by moment: a row a species and status, and one without them for a moment at which there was nothing.

SELECT to_jsonb(kept.moment) #>> '{}' AS moment, kept.events, count.species, count.status, count.pets, count.value::text AS value
FROM stock_moments AS kept
LEFT JOIN stock_totals AS count ON count.moment = kept.moment
ORDER BY kept.moment
