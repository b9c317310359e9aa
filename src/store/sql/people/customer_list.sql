-- A page of customers, by name, with how many pets they took home. Forgotten ones, and those who were joined into others, have no name and are left out.
--
-- Where a text is looked for, and an index says that few have it, these are looked at instead of walking past all who have not.
--
--   $1 text  where the page is by text: each word of it is in the name or the e-mail, by the folded key; or it is of the telephone number
--   $2 name  the name of the customer beside the page; empty for the first page, for every name is behind that
--   $3 id    their id
--   $4 most  how many
/*: macro fitting() :*/(concat_ws(' ', folded(name), folded(email)) LIKE ALL ((SELECT each_word($1))::text[]) OR is_number(phone, $1))/*: endmacro :*/
/*: macro page() :*/
      name IS NOT NULL
      AND (folded(name) COLLATE shop_order, id) /*: if is_backwards :*/</*: else :*/>/*: endif :*/ (folded($2) COLLATE shop_order, $3)
    ORDER BY folded(name) COLLATE shop_order /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/, id /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/
    LIMIT $4/*: endmacro :*/
/*:- if by_text :*/
WITH found AS MATERIALIZED (
    SELECT *
    FROM customers
    WHERE (
        grams(customer_words(name, email, phone)) @> (SELECT grams_sought($1))
        OR grams(customer_words(name, email, phone)) @> (SELECT grams_sought(digits(folded($1))))
        OR "right"(digits(phone), 6) = (SELECT "right"(digits(folded($1)), 6))
    )
      AND /*: call fitting() :*//*: endcall :*/
    LIMIT 501
)
/*:- endif :*/
SELECT customer.id, customer.name, customer.email, customer.phone, bought.pets
FROM (
/*:- if by_text :*/
    (
    SELECT id, name, email, phone
    FROM found
    WHERE (SELECT count(*) FROM found) <= 500 AND/*: call page() :*//*: endcall :*/
    )
    UNION ALL
    (
    SELECT id, name, email, phone
    FROM customers
    WHERE (SELECT count(*) FROM found) > 500 AND /*: call fitting() :*//*: endcall :*/ AND/*: call page() :*//*: endcall :*/
    )
/*:- else :*/
    SELECT id, name, email, phone
    FROM customers
    WHERE/*: call page() :*//*: endcall :*/
/*:- endif :*/
) AS customer
CROSS JOIN LATERAL (
    SELECT count(*) AS pets
    FROM sales_to(customer.id) AS sale
    WHERE NOT EXISTS (SELECT FROM event_retracted_events AS undone WHERE undone.retracted_event_id = sale.id)
) AS bought
ORDER BY folded(customer.name) COLLATE shop_order /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/, customer.id /*: if is_backwards :*/DESC/*: else :*/ASC/*: endif :*/
