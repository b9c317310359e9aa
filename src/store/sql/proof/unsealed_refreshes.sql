-- The first hundred refreshes since the first seal that have none.

SELECT to_char(refresh.started_at, 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS began
FROM snapshot_refreshes AS refresh
WHERE refresh.finished_at IS NOT NULL
  AND refresh.failure IS NULL
  AND refresh.id > (SELECT min(refresh_id) FROM seals)
  AND NOT EXISTS (SELECT FROM seals AS seal WHERE seal.refresh_id = refresh.id)
ORDER BY refresh.id
LIMIT 100
