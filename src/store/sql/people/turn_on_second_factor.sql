-- Turns a second factor on.
--
--   $1 account  whose
--   $2 secret   of which its codes are made
--   $3 now      the moment
--   $4 step     the half minute whose code confirmed it

UPDATE second_factors
SET secret = $2, turned_on_at = $3, last_step = $4, pending_secret = NULL
WHERE account_id = $1
