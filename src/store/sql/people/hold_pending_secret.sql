-- The secret that somebody was shown and has not confirmed, which nobody else changes until this transaction ends.
--
--   $1 account  whose

SELECT pending_secret AS secret FROM second_factors WHERE account_id = $1 FOR UPDATE
