-- What somebody typed into a form, and whether that form has recorded something since.
--
--   $1 id       what it is found by
--   $2 account  who asks
--   $3 path     the address of the form
--   $4 since    it must have been kept after this

SELECT unsent.fields, EXISTS (SELECT FROM form_keys AS used WHERE used.form_key = unsent.form_key) AS is_used
FROM unsent_forms AS unsent
WHERE unsent.id = $1 AND unsent.account_id = $2 AND unsent.path = $3 AND unsent.kept_at > $4
