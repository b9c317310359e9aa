-- Drops all but the newest answers to a form that anybody may send.
--
--   $1 path  the address of the form
--   $2 most  how many stay

DELETE FROM answers_to_forms
WHERE path = $1
  AND id NOT IN (SELECT newest.id FROM answers_to_forms AS newest WHERE newest.path = $1 ORDER BY newest.kept_at DESC, newest.id LIMIT $2)
