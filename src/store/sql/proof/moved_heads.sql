-- The heads of the streams that have changed since the newest seal, in the order of their pets, and the version that it covers.
--
--   $1 position  what of the log the newest seal has seen

SELECT stream.pet_id AS pet, stream.version, stream.head, sealed.version AS sealed
FROM pet_streams AS stream
LEFT JOIN LATERAL (
    SELECT version, head FROM seal_heads WHERE pet_id = stream.pet_id ORDER BY seal_id DESC LIMIT 1
) AS sealed ON true
WHERE stream.pet_id = ANY (ARRAY(SELECT DISTINCT pet_id FROM unseen_events($1)))
  AND stream.head IS DISTINCT FROM sealed.head
ORDER BY pet
