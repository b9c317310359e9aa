-- Keeps how the books were kept.
--
--   $1 currency  the currency of all amounts
--   $2 since     since when

INSERT INTO books (currency, since) VALUES ($1, $2)
