-- forget_projection: lets the projections be filled anew the next time that they follow the log; until then, whatever is asked is computed from the events.

CREATE OR REPLACE FUNCTION forget_projection() RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp
AS 'DELETE FROM projection';

COMMENT ON FUNCTION forget_projection() IS 'Lets the projections be filled anew the next time that they follow the log.';
