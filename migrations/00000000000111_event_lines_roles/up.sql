-- Roles, continued: the log with the names of people is for the shop alone. This too can be said twice.

REVOKE EXECUTE ON FUNCTION unseen_events(pg_snapshot), event_lines_at(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unseen_events(pg_snapshot), event_lines_at(timestamptz) TO hello_app;
