-- buyers: who the id of a customer in the log stands for. Whoever was joined into another is that other one, and is looked up here and nowhere else.

CREATE OR REPLACE VIEW buyers AS
SELECT sold_to.id, stays.id AS customer_id, stays.name
FROM customers AS sold_to
JOIN customers AS stays ON stays.id = coalesce(sold_to.joined_into, sold_to.id);

COMMENT ON VIEW buyers IS 'Who the id of a customer in the log stands for.';
COMMENT ON COLUMN buyers.id IS 'The id that a sale carries.';
COMMENT ON COLUMN buyers.customer_id IS 'The customer who that is.';
COMMENT ON COLUMN buyers.name IS 'What they are called. NULL: forgotten.';
