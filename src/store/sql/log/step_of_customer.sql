-- The moment of a customer's last purchase or return before a moment, or of the first after it, or of its being taken back.
--
--   $1 customer  the customer
--   $2 from      the moment

SELECT /*: if earlier :*/max(created_at)/*: else :*/min(created_at)/*: endif :*/ AS at
FROM (
    SELECT bought.created_at
    FROM pet_sold_events AS sale
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
        SELECT event.created_at
        UNION ALL
        SELECT undone.created_at FROM event_retracted_events AS undone WHERE undone.retracted_event_id = event.id
    ) AS bought
    WHERE sale.customer_id = $1
) AS event
WHERE created_at /*: if earlier :*/</*: else :*/>/*: endif :*/ $2
