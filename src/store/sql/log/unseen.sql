-- What was recorded since somebody looked, without a gap, and what has been seen with it: one statement sees one state of the database, so both
-- belong together, whatever commits meanwhile; and how far the database has come, which is no less. There is always one row.
--
--   $1 position  what they had seen; nobody's past has nothing in it
--   $2 most      how many

WITH missed AS MATERIALIZED (
    -- Without an order of its own: it would tempt the planner to walk all events by id.
    SELECT id, event_type, pet_id, transaction_id FROM unseen_events($1) LIMIT $2
)
SELECT pg_current_snapshot() AS seen, (pg_current_wal_insert_lsn() - '0/0')::bigint AS reached,
       missed.id, missed.event_type, missed.pet_id, origin.mother_id, missed.transaction_id
FROM (VALUES (1)) AS here
LEFT JOIN missed ON true
LEFT JOIN LATERAL (SELECT mother_id FROM pet_born_events WHERE pet_id = missed.pet_id) AS origin ON true
ORDER BY missed.id
