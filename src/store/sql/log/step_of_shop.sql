-- The moment of an event recorded before a moment, or after it, that is nearest to it, to the millisecond: found by id, which sorts by that.
--
--   $1 from    the moment
--   $2 beside  the first id of the next millisecond, where it is to be earlier; else the first id of the moment's own

SELECT created_at AS at
FROM events
/*: if earlier :*/
WHERE id < $2 AND created_at < $1
ORDER BY id DESC
/*: else :*/
WHERE id >= $2 AND created_at > $1
ORDER BY id
/*: endif :*/
LIMIT 1
