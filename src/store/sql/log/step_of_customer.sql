-- The moment of a customer's last purchase or return before a moment, or of the first after it, or of its being taken back.
--
--   $1 customer  the customer
--   $2 from      the moment

SELECT /*: if earlier :*/max(created_at)/*: else :*/min(created_at)/*: endif :*/ AS at
FROM steps_of_customer($1)
WHERE created_at /*: if earlier :*/</*: else :*/>/*: endif :*/ $2
