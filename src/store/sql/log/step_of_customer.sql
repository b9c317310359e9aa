-- The moment of a customer's last purchase before a moment, or of the first after it, or of its being taken back.
--
--   $1 customer  the customer
--   $2 from      the moment

SELECT /*: if earlier :*/max(created_at)/*: else :*/min(created_at)/*: endif :*/ AS at
FROM (
    SELECT created_at FROM pet_sold_events WHERE customer_id = $1
    UNION ALL
    SELECT undone.created_at
    FROM pet_sold_events AS sale
    JOIN event_retracted_events AS undone ON undone.retracted_event_id = sale.id
    WHERE sale.customer_id = $1
) AS event
WHERE created_at /*: if earlier :*/</*: else :*/>/*: endif :*/ $2
