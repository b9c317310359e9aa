-- Refreshes the snapshot, and what goes with it.
--
--   $1 refresh  the refresh as it is written down

SELECT refresh_pets_snapshot($1)
