GRANT EXECUTE ON FUNCTION unseen_events(pg_snapshot), event_lines_at(timestamptz) TO PUBLIC;
REVOKE EXECUTE ON FUNCTION unseen_events(pg_snapshot), event_lines_at(timestamptz) FROM hello_app;
