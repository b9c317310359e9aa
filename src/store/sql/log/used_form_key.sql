-- Where a form has led whose key is used up.
--
--   $1 form  the key

SELECT location FROM form_keys WHERE form_key = $1
