-- The latest verification that was written down, and how many faults it found: NULL where it broke off.

SELECT recorded_at AS at, (details ->> 'faults')::bigint AS faults
FROM audit_log
WHERE what = 'verified'
ORDER BY id DESC
LIMIT 1
