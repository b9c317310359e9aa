-- A page of customers, by name, with how many pets they took home. Forgotten ones are left out.
--
--   $1 text  name, e-mail or telephone contains this, whatever its case, where the page is by text; a telephone number, by its digits
--   $2 name  the name of the customer beside the page; empty for the first page, for every name is behind that
--   $3 id    their id
--   $4 most  how many

SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM (
    SELECT *
    FROM customers
    WHERE forgotten_at IS NULL
      AND (lower(name), id) /*: if is_backwards :*/</*: else :*/>/*: endif :*/ (lower($2), $3)
    /*: if by_text :*/
      AND (strpos(lower(name), lower($1)) > 0
           OR strpos(lower(email), lower($1)) > 0
           OR ($1 !~ '[^-0-9 +()/.]'
               AND strpos(regexp_replace(phone, '[^0-9]', '', 'g'), nullif(regexp_replace($1, '[^0-9]', '', 'g'), '')) > 0))
    /*: endif :*/
    ORDER BY lower(name) /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/, id /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/
    LIMIT $4
) AS customer
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM pet_sold_events AS sale
    WHERE sale.customer_id = customer.id
      AND NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
ORDER BY lower(customer.name) /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/, customer.id /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/
