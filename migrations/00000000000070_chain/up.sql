-- The chain: each event carries a hash over itself and the hash before it in its pet's stream, and the stream keeps the latest one.
--
-- Whoever changes, removes or swaps an event later leaves a chain that does not fit. docs/integrity.md writes the encoding down to the byte.
-- Postgres computes the hash in the statement that moves the stream, so that there is no other way into the log.

SET LOCAL statement_timeout = 0;
-- to_jsonb() writes a moment in the time zone of the session.
SET LOCAL TimeZone = 'UTC';

ALTER TABLE events ADD COLUMN hash bytea;
ALTER TABLE pet_streams ADD COLUMN head bytea;

-- Null columns are left out, so that a column which is added one day, and is null in the past, changes no hash. jsonb_strip_nulls() goes to
-- the bottom, where what stands in the metadata is to stay.
CREATE FUNCTION event_encoding(event jsonb) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN convert_to((jsonb_strip_nulls(event - 'hash' - 'metadata') || jsonb_build_object('metadata', event -> 'metadata'))::text, 'UTF8');

-- What is in the log already. A column that gets its values by a change of its type is written with its table, without an UPDATE that the
-- triggers would have to let pass.
CREATE FUNCTION link(previous bytea, encoding bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN sha256(previous || encoding);

CREATE AGGREGATE chained(bytea) (SFUNC = link, STYPE = bytea, INITCOND = '');

CREATE TEMPORARY TABLE chain ON COMMIT DROP AS
SELECT pet_id, version, chained(event_encoding(event)) OVER (PARTITION BY pet_id ORDER BY version) AS hash
FROM (
    SELECT pet_id, version, to_jsonb(e) AS event FROM pet_arrived_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM pet_born_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM pet_sold_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM pet_price_change_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM pet_lost_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM pet_found_again_events AS e
    UNION ALL
    SELECT pet_id, version, to_jsonb(e) FROM event_retracted_events AS e
) AS past;

CREATE UNIQUE INDEX ON chain (pet_id, version) INCLUDE (hash);

CREATE FUNCTION chain_at(pet uuid, place integer) RETURNS bytea
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT hash FROM chain WHERE pet_id = pet AND version = place);
END
$$;

ALTER TABLE events
    ALTER hash TYPE bytea USING chain_at(pet_id, version),
    ALTER hash SET NOT NULL,
    ADD CONSTRAINT events_hash_is_sha256 CHECK (octet_length(hash) = 32);
ALTER TABLE pet_streams
    ALTER head TYPE bytea USING chain_at(pet_id, version),
    ALTER head SET NOT NULL,
    ADD CONSTRAINT pet_streams_head_is_sha256 CHECK (octet_length(head) = 32);

DROP FUNCTION chain_at(uuid, integer);
DROP AGGREGATE chained(bytea);
DROP FUNCTION link(bytea, bytea);

-- What comes. The triggers write pet_streams as its owner, so that who records events needs no right to change it.
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

COMMENT ON FUNCTION event_encoding(jsonb) IS 'The bytes of an event that are hashed, from to_jsonb() of its row in the time zone UTC.';
COMMENT ON FUNCTION begin_stream() IS 'Trigger: the event is the first of a new stream, and of its chain of hashes.';
COMMENT ON FUNCTION continue_stream() IS 'Trigger: the event takes the next version of its stream, and the next place in its chain of hashes.';
COMMENT ON COLUMN events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';
COMMENT ON COLUMN pet_streams.head IS 'The hash of its latest event.';
CALL hand_down_comments('events', 'pet_arrived_events');
CALL hand_down_comments('events', 'pet_born_events');
CALL hand_down_comments('events', 'pet_sold_events');
CALL hand_down_comments('events', 'pet_price_change_events');
CALL hand_down_comments('events', 'pet_lost_events');
CALL hand_down_comments('events', 'pet_found_again_events');
CALL hand_down_comments('events', 'event_retracted_events');
