-- Drops all but the newest of what an account has typed and not sent.
--
--   $1 account  whose
--   $2 most     how many stay

DELETE FROM unsent_forms
WHERE account_id = $1
  AND id NOT IN (SELECT newest.id FROM unsent_forms AS newest WHERE newest.account_id = $1 ORDER BY newest.kept_at DESC, newest.id LIMIT $2)
