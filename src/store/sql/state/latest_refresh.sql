-- The latest refresh of the snapshot that went well, and what of the log it has seen.

SELECT boundary.started_at,
       boundary.finished_at,
       account.name AS by,
       boundary.pets,
       boundary.events,
       boundary.position
FROM latest_refresh AS boundary
LEFT JOIN accounts AS account ON account.id = boundary.requested_by
