-- Notify: whoever listens hears that something was recorded, once it has committed.
--
-- The message is empty. What happened is read from the log, by transaction and not by id, so that nothing can be missed and nobody who
-- listens learns what they may not read. Postgres delivers equal messages of one transaction once, so a COPY of a million events is one
-- message, and a statement trigger is enough.

CREATE FUNCTION announce_events() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('events', '');
    RETURN NULL;
END
$$;

CREATE PROCEDURE make_announced(events_table regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER announces AFTER INSERT ON %s FOR EACH STATEMENT EXECUTE FUNCTION announce_events()', events_table);
END
$$;

CALL make_announced('pet_arrived_events');
CALL make_announced('pet_born_events');
CALL make_announced('pet_sold_events');
CALL make_announced('pet_price_change_events');
CALL make_announced('pet_lost_events');
CALL make_announced('pet_found_again_events');
CALL make_announced('event_retracted_events');

COMMENT ON FUNCTION announce_events() IS 'Trigger: tells the channel "events" that something was recorded.';
COMMENT ON PROCEDURE make_announced(regclass) IS 'Gives an event table the trigger that tells who listens.';
