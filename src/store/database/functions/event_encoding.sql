-- event_encoding: the bytes of an event that are hashed; docs/integrity.md writes them down.
--
-- Null columns are left out, so that a column which is added one day, and is null in the past, changes no hash. jsonb_strip_nulls() goes to
-- the bottom, where what stands in the metadata is to stay.

CREATE OR REPLACE FUNCTION event_encoding(event jsonb) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN convert_to((jsonb_strip_nulls(event - 'hash' - 'metadata') || jsonb_build_object('metadata', event -> 'metadata'))::text, 'UTF8');

COMMENT ON FUNCTION event_encoding(jsonb) IS 'The bytes of an event that are hashed, from to_jsonb() of its row in the time zone UTC.';
