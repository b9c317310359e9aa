-- pets_state_at: every pet as it was at a moment, computed from the log, one row a pet. shop/evolve.rs folds the same; it asks no rule either,
-- for what is recorded has happened: the latest of sale, return, loss and find says where the pet is.
--
-- For each pet the latest event of each kind that had been recorded by then and counted then: one index probe each. So one pet costs the
-- same whatever the size of the shop and the depth of its history, and a condition on id reaches the probes – the function is a single
-- SELECT, STABLE and without settings of its own, so that Postgres inlines it.
--
-- An event counts at a moment unless it had been taken back by then. Few pets have anything taken back, and their latest retraction is
-- looked up first: for the others nothing else is asked. (The scalar subquery stays a probe of an index, where NOT EXISTS may become a
-- hash of every retraction.) An event that was taken back is always followed by its retraction, so that the
-- version and the latest moment are right without it.
--
-- The body is ATOMIC, so that its names are looked up here and now: from Postgres 17 on a refresh runs with a search_path that does not
-- have the shop's tables on it.

CREATE OR REPLACE FUNCTION pets_state_at(moment timestamptz)
RETURNS TABLE (
    id           uuid,
    name         text,
    species      text,
    price        numeric,
    status       text,
    mother_id    uuid,
    customer_id  uuid,
    sale_price   numeric,
    came_on      date,
    status_since date,
    version      integer,
    created_at   timestamptz,
    updated_at   timestamptz,
    given_number integer,
    number       text
)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT origin.pet_id,
       coalesce(naming.new_name, origin.name),
       origin.species,
       coalesce(change.new_price, origin.price),
       CASE
           WHEN sale.version > greatest(back.version, loss.version, find.version, 0) THEN 'sold'
           WHEN loss.version > greatest(back.version, find.version, 0)               THEN 'lost'
           ELSE 'available'
       END,
       origin.mother_id,
       CASE WHEN sale.version > greatest(back.version, loss.version, find.version, 0) THEN sale.customer_id END,
       CASE WHEN sale.version > greatest(back.version, loss.version, find.version, 0) THEN sale.sale_price END,
       origin.occurred_on,
       CASE
           WHEN sale.version > greatest(back.version, loss.version, find.version, 0) THEN sale.occurred_on
           WHEN loss.version > greatest(back.version, find.version, 0)               THEN loss.occurred_on
           WHEN find.version > coalesce(back.version, 0) THEN find.occurred_on
           ELSE coalesce(back.occurred_on, origin.occurred_on)
       END,
       greatest(origin.version, change.version, naming.version, sale.version, back.version, loss.version, find.version, undone.version),
       origin.created_at,
       greatest(origin.created_at, change.created_at, naming.created_at, sale.created_at, back.created_at, loss.created_at, find.created_at,
                undone.created_at),
       CASE WHEN naming.version IS NULL THEN origin.given_number END,
       stream.number
FROM pet_streams AS stream
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at
    FROM event_retracted_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
    ORDER BY e.version DESC LIMIT 1
) AS undone ON true
CROSS JOIN LATERAL (
    SELECT e.*
    FROM pet_origins AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.event_id AND r.created_at <= moment) IS NULL)
) AS origin
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at, e.new_price
    FROM pet_price_change_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS change ON true
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at, e.new_name
    FROM pet_named_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS naming ON true
LEFT JOIN LATERAL (
    SELECT e.id, e.version, e.created_at, e.occurred_on, e.customer_id, e.sale_price
    FROM pet_sold_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS sale ON true
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at, e.occurred_on
    FROM pet_returned_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS back ON true
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at, e.occurred_on
    FROM pet_lost_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS loss ON true
LEFT JOIN LATERAL (
    SELECT e.version, e.created_at, e.occurred_on
    FROM pet_found_again_events AS e
    WHERE e.pet_id = stream.pet_id AND e.created_at <= moment
      AND (undone.version IS NULL OR (SELECT r.id FROM event_retracted_events AS r WHERE r.retracted_event_id = e.id AND r.created_at <= moment) IS NULL)
    ORDER BY e.version DESC LIMIT 1
) AS find ON true;
END;

COMMENT ON FUNCTION pets_state_at(timestamptz) IS 'Every pet as it was at a moment, by what had been recorded until then and counted then.';
