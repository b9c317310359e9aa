-- Between which ids the events lie that a reader has not seen; nothing where they have seen all.
--
--   $1 seen  what they have seen

SELECT min(event.id::text)::uuid AS first, max(event.id::text)::uuid AS last
FROM unseen_events($1) AS event
WHERE (SELECT imported >= event.version FROM pet_streams WHERE pet_id = event.pet_id) IS NOT TRUE
