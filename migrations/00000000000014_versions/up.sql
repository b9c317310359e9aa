-- Versions: an event takes the next place in its pet's stream, or is refused.
--
-- The application locks the stream's row before it decides, so this never fails for it. It holds for every other writer too: no gap,
-- no second event at one version across the event tables, no moment of recording that goes back.

CREATE FUNCTION begin_stream() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> 1 THEN
        RAISE EXCEPTION '% begins a stream, so its version is 1, not %', NEW.event_type, NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_begins_at_one';
    END IF;
    INSERT INTO pet_streams (pet_id, version, last_recorded_at)
    VALUES (NEW.pet_id, 1, NEW.created_at);
    RETURN NEW;
END
$$;

CREATE FUNCTION continue_stream() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE pet_streams
    SET version = NEW.version,
        last_recorded_at = NEW.created_at
    WHERE pet_id = NEW.pet_id
      AND version = NEW.version - 1
      AND last_recorded_at < NEW.created_at;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% at version % does not continue the stream of pet %', NEW.event_type, NEW.version, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_continues';
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION begin_stream() IS 'Trigger: the event is the first of a new stream.';
COMMENT ON FUNCTION continue_stream() IS 'Trigger: the event takes the next version of its stream.';
