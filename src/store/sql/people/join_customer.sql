-- Joins a customer into another, with all who were joined into this one before, so that each points to somebody who stays.
--
--   $1 customer  who goes
--   $2 into      who stays
--   $3 now       the moment
--   $4 by        who does it

UPDATE customers
SET name = NULL, email = NULL, phone = NULL, version = version + 1, joined_into = $2, joined_at = coalesce(joined_at, $3), joined_by = coalesce(joined_by, $4)
WHERE id = $1 OR joined_into = $1
