-- announce_events: whoever listens hears that something was recorded, once it has committed.
--
-- The message is empty. What happened is read from the log, by transaction and not by id, so that nothing can be missed and nobody who
-- listens learns what they may not read. Postgres delivers equal messages of one transaction once, so a million events are one message,
-- and a statement trigger is enough.

CREATE OR REPLACE FUNCTION announce_events() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('events', '');
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION announce_events() IS 'Trigger: tells the channel "events" that something was recorded.';
