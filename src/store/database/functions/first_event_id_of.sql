-- first_event_id_of: an event is found by its id, which begins with the moment of recording, to the millisecond.

CREATE OR REPLACE FUNCTION first_event_id_of(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM greatest(moment, 'epoch')) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

COMMENT ON FUNCTION first_event_id_of(timestamptz) IS 'The smallest id that an event can have which was recorded at this moment or later.';
