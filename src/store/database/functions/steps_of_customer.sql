-- steps_of_customer: what was recorded of a customer's purchases: each sale, its return, and what took either back.

CREATE OR REPLACE FUNCTION steps_of_customer(customer uuid)
RETURNS TABLE (id uuid, created_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC
SELECT step.id, step.created_at
FROM sales_to(customer) AS sale
CROSS JOIN LATERAL (
    SELECT sale.id, sale.created_at
    UNION ALL
    SELECT back.id, back.created_at
    FROM pet_returned_events AS back
    WHERE back.pet_id = sale.pet_id AND back.version > sale.version
      -- What came back from the next customer is no step of this one.
      AND NOT EXISTS (
          SELECT
          FROM pet_sold_events AS resold
          WHERE resold.pet_id = sale.pet_id AND resold.version > sale.version AND resold.version < back.version
            AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = resold.id)
      )
) AS event
CROSS JOIN LATERAL (
    SELECT event.id, event.created_at
    UNION ALL
    SELECT undone.id, undone.created_at FROM event_retracted_events AS undone WHERE undone.retracted_event_id = event.id
) AS step;
END;

COMMENT ON FUNCTION steps_of_customer(uuid) IS 'What was recorded of a customer''s purchases: each sale, its return, and what took either back.';
