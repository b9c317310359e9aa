-- Uses a form's key up, where nobody has. Who sends the same form meanwhile waits here until the first one is committed or gone.
--
--   $1 form      the key
--   $2 content   the hash of what was typed
--   $3 account   who sends the form
--   $4 pet       the pet to which it makes something happen
--   $5 version   the version of that event
--   $6 customer  or the customer whom it mends, joins or forgets

INSERT INTO form_keys (form_key, content, account_id, pet_id, version, customer_id) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
