-- The secret of which somebody's codes are made; NULL until it is confirmed.
--
--   $1 account  whose

SELECT secret FROM second_factors WHERE account_id = $1
