-- The latest refreshes, newest first.
--
--   $1 most  how many

SELECT refresh.id, refresh.started_at, refresh.finished_at, account.name AS by, refresh.pets, refresh.events, refresh.failure
FROM snapshot_refreshes AS refresh
LEFT JOIN accounts AS account ON account.id = refresh.requested_by
ORDER BY refresh.id DESC
LIMIT $1
