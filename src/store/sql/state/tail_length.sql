-- How many events the snapshot does not hold.
--
--   $1 position  what of the log the snapshot has seen

SELECT count(*) AS n FROM unseen_events($1)
