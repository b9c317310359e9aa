-- Throws away a second factor that was never confirmed.
--
--   $1 account  whose

DELETE FROM second_factors WHERE account_id = $1 AND secret IS NULL
