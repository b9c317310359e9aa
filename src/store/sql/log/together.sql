-- The request that recorded an event, how many it recorded with it, and when the first and the last of them were: they are one transaction. What an import
-- brought keeps the transactions of another database, whose names may be those of others here; so the request has to be the same too.
--
--   $1 event  the event

SELECT one.metadata ->> 'request_id' AS request, together.n, together.first_at, together.last_at
FROM events AS one
CROSS JOIN LATERAL (
    SELECT count(*) AS n, min(other.created_at) AS first_at, max(other.created_at) AS last_at
    FROM events AS other
    WHERE other.transaction_id = one.transaction_id
      AND other.metadata ->> 'request_id' = one.metadata ->> 'request_id'
) AS together
WHERE one.id = $1
  AND one.metadata ->> 'request_id' IS NOT NULL
