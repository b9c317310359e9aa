-- pets_called_at: what each pet was called at a moment, also one that is not in the books: as it came, or as the latest naming says that had been
-- recorded by then and counted then.
--
-- A single SELECT, STABLE and without settings of its own, so that Postgres writes it into the statement that asks. (The number is looked up where
-- somebody asks for it, and nowhere else.)

CREATE OR REPLACE FUNCTION pets_called_at(moment timestamptz)
RETURNS TABLE (
    pet_id     uuid,
    name       text,
    species    text,
    mother_id  uuid,
    created_at timestamptz,
    number     text
)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT origin.pet_id, coalesce(naming.new_name, origin.name), origin.species, origin.mother_id, origin.created_at,
       (SELECT stream.number FROM pet_streams AS stream WHERE stream.pet_id = origin.pet_id)
FROM pet_origins AS origin
LEFT JOIN LATERAL (
    SELECT e.new_name
    FROM pet_named_events AS e
    WHERE e.pet_id = origin.pet_id AND e.created_at <= moment
      AND (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL
    ORDER BY e.version DESC LIMIT 1
) AS naming ON true;
END;

COMMENT ON FUNCTION pets_called_at(timestamptz) IS 'What each pet was called at a moment, also one that is not in the books.';
