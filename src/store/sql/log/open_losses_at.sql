-- The losses of the pets that were lost at a moment, the latest first, with names: those that nothing had followed, neither a find nor a sale nor
-- a return nor another loss, and that had not been taken back; of pets that were in the books.
--
--   $1 at    the moment
--   $2 most  how many

WITH latest AS MATERIALIZED (
    SELECT loss.id
    FROM pet_lost_events AS loss
    WHERE loss.created_at <= $1
      AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = loss.id AND r.created_at <= $1)
      AND NOT EXISTS (
          SELECT
          FROM pet_found_again_events AS later
          WHERE later.pet_id = loss.pet_id AND later.version > loss.version AND later.created_at <= $1
            AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = later.id AND r.created_at <= $1)
      )
      AND NOT EXISTS (
          SELECT
          FROM pet_sold_events AS later
          WHERE later.pet_id = loss.pet_id AND later.version > loss.version AND later.created_at <= $1
            AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = later.id AND r.created_at <= $1)
      )
      AND NOT EXISTS (
          SELECT
          FROM pet_returned_events AS later
          WHERE later.pet_id = loss.pet_id AND later.version > loss.version AND later.created_at <= $1
            AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = later.id AND r.created_at <= $1)
      )
      AND NOT EXISTS (
          SELECT
          FROM pet_lost_events AS later
          WHERE later.pet_id = loss.pet_id AND later.version > loss.version AND later.created_at <= $1
            AND NOT EXISTS (SELECT FROM event_retracted_events AS r WHERE r.retracted_event_id = later.id AND r.created_at <= $1)
      )
      AND NOT EXISTS (
          SELECT
          FROM event_retracted_events AS r
          JOIN pet_origins AS origin ON origin.event_id = r.retracted_event_id
          WHERE r.pet_id = loss.pet_id AND origin.pet_id = loss.pet_id AND r.created_at <= $1
      )
    ORDER BY loss.occurred_on DESC, loss.pet_id DESC
    LIMIT $2
)
SELECT line.*
FROM latest
CROSS JOIN LATERAL (SELECT * FROM event_lines_at($1) WHERE event_type = 'PetLost' AND id = latest.id OFFSET 0) AS line
ORDER BY line.occurred_on DESC, line.pet_id DESC
