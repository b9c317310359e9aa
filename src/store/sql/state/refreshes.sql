-- Refreshes, newest first.
--
--   $1 below  only numbers below this one
--   $2 most   how many

SELECT refresh.id, refresh.started_at, refresh.finished_at, account.name AS by, refresh.pets, refresh.events, refresh.failure
FROM snapshot_refreshes AS refresh
LEFT JOIN accounts AS account ON account.id = refresh.requested_by
WHERE refresh.id < $1
ORDER BY refresh.id DESC
LIMIT $2
