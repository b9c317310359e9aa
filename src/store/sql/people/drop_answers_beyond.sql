-- Drops all but the newest answers to the forms of a session.
--
--   $1 session  whose
--   $2 most     how many stay

DELETE FROM answers_to_forms
WHERE session = $1
  AND id NOT IN (SELECT newest.id FROM answers_to_forms AS newest WHERE newest.session = $1 ORDER BY newest.kept_at DESC, newest.id LIMIT $2)
