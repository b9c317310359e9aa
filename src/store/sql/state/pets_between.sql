-- To how many pets something happened between two moments.
--
--   $1 from    the first moment
--   $2 to      the second
--   $3 first   the first id of the events in between
--   $4 beyond  the first id beyond them

SELECT count(*) AS n
FROM (SELECT DISTINCT pet_id FROM events WHERE id >= $3 AND created_at > $1 AND id < $4 AND created_at <= $2) AS pet
