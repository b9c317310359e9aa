CREATE OR REPLACE FUNCTION begin_stream() RETURNS trigger
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

CREATE OR REPLACE FUNCTION continue_stream() RETURNS trigger
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

ALTER TABLE pet_streams DROP COLUMN head;
ALTER TABLE events DROP COLUMN hash;
DROP FUNCTION event_encoding(jsonb);
