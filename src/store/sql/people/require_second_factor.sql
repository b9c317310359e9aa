-- Says whether an account must have a second factor, where that is new.
--
--   $1 account   which
--   $2 required  whether it must

UPDATE accounts SET second_factor_required = $2 WHERE id = $1 AND second_factor_required <> $2
