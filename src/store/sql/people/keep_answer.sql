-- Keeps a page that answers a form.
--
--   $1 id       what it is found by
--   $2 session  who sent the form
--   $3 path     the address of the form
--   $4 status   the HTTP status
--   $5 page     the page
--   $6 now      the moment

INSERT INTO answers_to_forms (id, session, path, status, page, kept_at) VALUES ($1, $2, $3, $4, $5, $6)
