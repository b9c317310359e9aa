-- pets_state: the truth now, computed from the log, one row a pet.
--
-- For each pet the latest event of each kind that matters, one index probe each. So one pet costs the same whatever the size of the
-- shop and the depth of its history, and a condition on id reaches the probes.

CREATE VIEW pets_state AS
SELECT origin.pet_id                               AS id,
       origin.name,
       origin.species,
       coalesce(change.new_price, origin.price)    AS price,
       CASE
           WHEN sale.id IS NOT NULL                         THEN 'sold'
           WHEN loss.version > coalesce(find.version, 0)    THEN 'lost'
           ELSE 'available'
       END                                         AS status,
       origin.mother_id,
       sale.customer_id,
       sale.sale_price,
       origin.occurred_on                          AS came_on,
       CASE
           WHEN sale.id IS NOT NULL                         THEN sale.occurred_on
           WHEN loss.version > coalesce(find.version, 0)    THEN loss.occurred_on
           ELSE coalesce(find.occurred_on, origin.occurred_on)
       END                                         AS status_since,
       greatest(origin.version, change.version, sale.version, loss.version, find.version) AS version,
       origin.created_at,
       greatest(origin.created_at, change.created_at, sale.created_at, loss.created_at, find.created_at) AS updated_at
FROM pet_streams AS stream
CROSS JOIN LATERAL (
    SELECT * FROM pet_origins WHERE pet_id = stream.pet_id
) AS origin
LEFT JOIN LATERAL (
    SELECT version, created_at, new_price
    FROM pet_price_change_events
    WHERE pet_id = stream.pet_id ORDER BY version DESC LIMIT 1
) AS change ON true
LEFT JOIN LATERAL (
    SELECT id, version, created_at, occurred_on, customer_id, sale_price
    FROM pet_sold_events
    WHERE pet_id = stream.pet_id ORDER BY version DESC LIMIT 1
) AS sale ON true
LEFT JOIN LATERAL (
    SELECT version, created_at, occurred_on
    FROM pet_lost_events
    WHERE pet_id = stream.pet_id ORDER BY version DESC LIMIT 1
) AS loss ON true
LEFT JOIN LATERAL (
    SELECT version, created_at, occurred_on
    FROM pet_found_again_events
    WHERE pet_id = stream.pet_id ORDER BY version DESC LIMIT 1
) AS find ON true;

COMMENT ON VIEW pets_state IS 'Every pet as it is now, computed from its events.';
COMMENT ON COLUMN pets_state.price IS 'What it costs; once it is sold, what it last cost.';
COMMENT ON COLUMN pets_state.status IS 'available, sold or lost.';
COMMENT ON COLUMN pets_state.sale_price IS 'What was paid, where it is sold.';
COMMENT ON COLUMN pets_state.came_on IS 'The day it arrived or was born.';
COMMENT ON COLUMN pets_state.status_since IS 'The day on which it came to be where it is.';
COMMENT ON COLUMN pets_state.version IS 'The version of its latest event.';
COMMENT ON COLUMN pets_state.created_at IS 'When its first event was recorded.';
COMMENT ON COLUMN pets_state.updated_at IS 'When its latest event was recorded.';
