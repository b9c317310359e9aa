-- Takes the code of a half minute, once.
--
--   $1 account  whose
--   $2 step     the half minute

UPDATE second_factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2
