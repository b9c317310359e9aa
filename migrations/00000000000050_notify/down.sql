DROP FUNCTION announce_events() CASCADE;
DROP PROCEDURE make_announced(regclass);
