-- Begins the books, where nobody has.
--
--   $1 currency  the currency of all amounts

INSERT INTO books (currency) VALUES ($1) ON CONFLICT DO NOTHING
