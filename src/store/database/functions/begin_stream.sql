-- begin_stream: the event is the first of a new stream, and of its chain of hashes.
--
-- It writes pet_streams as its owner, so that who records events needs no right to change it. Postgres computes the hash in the statement that
-- moves the stream, so that there is no other way into the log.

CREATE OR REPLACE FUNCTION begin_stream() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET TimeZone = 'UTC'
AS $$
BEGIN
    IF NEW.version <> 1 THEN
        RAISE EXCEPTION '% begins a stream, so its version is 1, not %', NEW.event_type, NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_begins_at_one';
    END IF;
    INSERT INTO pet_streams (pet_id, version, last_recorded_at, head)
    VALUES (NEW.pet_id, 1, NEW.created_at, sha256(event_encoding(to_jsonb(NEW))))
    RETURNING head INTO NEW.hash;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION begin_stream() IS 'Trigger: the event is the first of a new stream, and of its chain of hashes.';
