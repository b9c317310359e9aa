-- A page that answered a form.
--
--   $1 id       what it is found by
--   $2 session  who asks
--   $3 path     the address of the form
--   $4 since    it must have been kept after this

SELECT answer.status, answer.page
FROM answers_to_forms AS answer
WHERE answer.id = $1 AND answer.session = $2 AND answer.path = $3 AND answer.kept_at > $4
