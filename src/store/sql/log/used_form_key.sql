-- What a form has recorded whose key is used up, and whether it said the same then. Of a key from before contents were kept nobody knows.
--
--   $1 form     the key
--   $2 content  the hash of what is typed now

SELECT event.pet_id AS pet, event.id AS event, event.version, used.customer_id AS customer, used.content IS NOT DISTINCT FROM $2 AS is_same
FROM form_keys AS used
LEFT JOIN events AS event ON event.pet_id = used.pet_id AND event.version = used.version
WHERE used.form_key = $1
