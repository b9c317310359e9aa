-- event_lines_at: the log as of a moment, with the names of those who are in it as they were called then, and what had been taken back by then.
--
-- A single SELECT, STABLE and without settings of its own, so that Postgres writes it into the statement that asks: conditions and orders reach
-- the indexes below it.

CREATE OR REPLACE FUNCTION event_lines_at(moment timestamptz)
RETURNS TABLE (
    id            uuid,
    created_at    timestamptz,
    event_type    text,
    metadata      jsonb,
    pet_id        uuid,
    version       integer,
    occurred_on   date,
    event_data    jsonb,
    pet_name      text,
    species       text,
    recorder      text,
    customer_name text,
    mother_id     uuid,
    mother_name   text,
    takes_back    text,
    retracted_by  uuid,
    mender        text,
    retracted_at  timestamptz,
    reason        text,
    pet_number    text
)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT event.id, event.created_at, event.event_type, event.metadata, event.pet_id, event.version, event.occurred_on, event.event_data,
       called.name, called.species, recorder.name, customer.name, called.mother_id, mother.name, taken.event_type,
       retraction.id, mender.name, retraction.created_at, retraction.reason, called.number
FROM unified_events AS event
CROSS JOIN LATERAL (SELECT c.name, c.species, c.mother_id, c.number FROM pets_called_at(moment) AS c WHERE c.pet_id = event.pet_id OFFSET 0) AS called
LEFT JOIN accounts AS recorder ON recorder.id::text = event.metadata ->> 'recorded_by'
LEFT JOIN buyers AS customer ON customer.id = (event.event_data ->> 'customer_id')::uuid
LEFT JOIN LATERAL (
    SELECT c.name FROM pets_called_at(moment) AS c WHERE c.pet_id = (event.event_data ->> 'mother_id')::uuid OFFSET 0
) AS mother ON true
LEFT JOIN LATERAL (
    SELECT e.event_type FROM events AS e WHERE e.id = (event.event_data ->> 'retracted_event_id')::uuid OFFSET 0
) AS taken ON true
LEFT JOIN event_retracted_events AS retraction ON retraction.id = event.retracted_by AND retraction.created_at <= moment
LEFT JOIN accounts AS mender ON mender.id::text = retraction.metadata ->> 'recorded_by'
WHERE event.created_at <= moment;
END;

COMMENT ON FUNCTION event_lines_at(timestamptz) IS 'The log as of a moment, with the names of those who are in it, and what had been taken back by then.';
