-- What a form has recorded whose key is used up.
--
--   $1 form  the key

SELECT event.pet_id AS pet, event.id AS event, event.version
FROM form_keys AS used
JOIN events AS event ON event.pet_id = used.pet_id AND event.version = used.version
WHERE used.form_key = $1
