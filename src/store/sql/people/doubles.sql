-- A page of customers who are likely somebody else whom the shop knows for longer, by name, with the eldest of those.
--
--   $1 name  the name of the customer beside the page; empty for the first page, for every name is behind that
--   $2 id    their id
--   $3 most  how many

SELECT customer.id, customer.name, customer.email, customer.phone,
       elder.id AS elder_id, elder.name AS elder_name, elder.email AS elder_email, elder.phone AS elder_phone
FROM customers AS customer
CROSS JOIN LATERAL (
    SELECT other.*
    FROM alike(customer.name, customer.email, customer.phone) AS other
    WHERE (other.created_at, other.id) < (customer.created_at, customer.id)
    ORDER BY other.created_at, other.id
    LIMIT 1
) AS elder
WHERE customer.name IS NOT NULL
  AND (folded(customer.name) COLLATE shop_order, customer.id) /*: if is_backwards :*/</*: else :*/>/*: endif :*/ (folded($1) COLLATE shop_order, $2)
ORDER BY folded(customer.name) COLLATE shop_order /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/, customer.id /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/
LIMIT $3
