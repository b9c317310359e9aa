DROP FUNCTION event_lines_at(timestamptz);
DROP FUNCTION unseen_events(pg_snapshot);
