-- continue_stream: the event takes the next version of its stream and the next place in its chain of hashes, or is refused.
--
-- The shop locks the stream's row before it decides, so this never fails for it. It holds for every other writer too: no gap, no second
-- event at one version across the event tables, no moment of recording that goes back.

CREATE OR REPLACE FUNCTION continue_stream() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET TimeZone = 'UTC'
AS $$
BEGIN
    UPDATE pet_streams
    SET version = NEW.version,
        last_recorded_at = NEW.created_at,
        head = sha256(head || event_encoding(to_jsonb(NEW)))
    WHERE pet_id = NEW.pet_id
      AND version = NEW.version - 1
      AND last_recorded_at < NEW.created_at
    RETURNING head INTO NEW.hash;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% at version % does not continue the stream of pet %', NEW.event_type, NEW.version, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_continues';
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION continue_stream() IS 'Trigger: the event takes the next version of its stream, and the next place in its chain of hashes.';
