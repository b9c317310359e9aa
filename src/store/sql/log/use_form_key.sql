-- Uses a form's key up, where nobody has. Who sends the same form meanwhile waits here until the first one is committed or gone.
--
--   $1 form      the key
--   $2 account   who sends the form
--   $3 location  where it leads

INSERT INTO form_keys (form_key, account_id, location) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
