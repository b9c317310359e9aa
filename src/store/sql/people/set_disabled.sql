-- Says since when an account cannot be used.
--
--   $1 account  whose
--   $2 since    since when; NULL where it can be used

UPDATE accounts SET disabled_at = $2 WHERE id = $1
