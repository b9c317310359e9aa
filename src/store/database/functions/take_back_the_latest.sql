-- take_back_the_latest: only the latest event that still counts can be taken back, so that what remains is always a possible story: everything
-- that was recorded after it has to be a retraction, or has been taken back by one.
--
-- The scalar subqueries stay probes of an index. NOT EXISTS may be planned as a hash of every retraction, and a session keeps that plan while
-- the shop grows.
--
-- It runs with the rights of whoever inserts, but must not be deceived by a temporary table that is called like one of the shop's.

CREATE OR REPLACE FUNCTION take_back_the_latest() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF (
        SELECT latest.id
        FROM events AS latest
        WHERE latest.pet_id = NEW.pet_id
          AND latest.id = NEW.retracted_event_id
          AND latest.event_type <> 'EventRetracted'
          AND (
              SELECT later.id
              FROM events AS later
              WHERE later.pet_id = NEW.pet_id
                AND later.version > latest.version
                AND later.event_type <> 'EventRetracted'
                AND (SELECT retraction.id FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = later.id) IS NULL
              LIMIT 1
          ) IS NULL
    ) IS NULL THEN
        RAISE EXCEPTION 'event % is not the latest of pet % that counts', NEW.retracted_event_id, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'retraction_takes_back_the_latest';
    END IF;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION take_back_the_latest() IS 'Trigger: what is taken back is the latest event of the pet that still counts.';
