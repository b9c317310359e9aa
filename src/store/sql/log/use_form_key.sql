-- Uses a form's key up for what it does to a customer, where nobody has. Who sends the same form meanwhile waits here until the first one is committed
-- or gone.
--
--   $1 form      the key
--   $2 content   the hash of what was typed
--   $3 account   who sends the form
--   $4 customer  whom it mends, joins or forgets

INSERT INTO form_keys (form_key, content, account_id, customer_id) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
