-- A file begins to come.
--
--   $1 id       its identity
--   $2 account  who brings it
--   $3 name     what it is called
--   $4 now      the moment

INSERT INTO stock_files (id, account_id, name, created_at, state) VALUES ($1, $2, $3, $4, 'arriving')
