-- sales_to: the sales to a customer, and to those who were joined into this one, taken back or not.
--
-- A single SELECT, STABLE and without settings of its own, so that Postgres writes it into the statement that asks. The ids are an array, so that
-- each is looked up in the index of the sales. It is a text and not ATOMIC, since it gives whole rows: a migration may change their types beneath it.

CREATE OR REPLACE FUNCTION sales_to(customer uuid) RETURNS SETOF pet_sold_events
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT sale.*
FROM pet_sold_events AS sale
WHERE sale.customer_id = ANY (ARRAY(SELECT known.id FROM customers AS known WHERE known.id = customer OR known.joined_into = customer));
$$;

COMMENT ON FUNCTION sales_to(uuid) IS 'The sales to a customer, and to those who were joined into this one, taken back or not.';
