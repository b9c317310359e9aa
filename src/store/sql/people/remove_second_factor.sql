-- Takes a second factor away, with its recovery codes; answers whether it was on.
--
--   $1 account  whose

DELETE FROM second_factors WHERE account_id = $1 RETURNING secret IS NOT NULL AS yes
