-- A page that answers a form: what is wrong with it, what is asked once more. The browser finds it at an address of its own, so that Reload and
-- Back bring it again without the form being sent anew.

CREATE TABLE answers_to_forms (
    id       uuid        NOT NULL,
    session  bytea       NOT NULL,
    path     text        NOT NULL,
    status   integer     NOT NULL,
    page     text        NOT NULL,
    kept_at  timestamptz NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX answers_to_forms_of_session ON answers_to_forms (session, kept_at);
CREATE INDEX answers_to_forms_by_age ON answers_to_forms (kept_at);

COMMENT ON TABLE answers_to_forms IS 'Pages that answered a form sent without a script, for Reload and Back.';
COMMENT ON COLUMN answers_to_forms.id IS 'What the address of the page names.';
COMMENT ON COLUMN answers_to_forms.session IS 'The session that sent the form; no other sees the page, and none once it has ended.';
COMMENT ON COLUMN answers_to_forms.path IS 'The address of the form.';
COMMENT ON COLUMN answers_to_forms.status IS 'The HTTP status of the answer.';
COMMENT ON COLUMN answers_to_forms.page IS 'The page as it was sent.';
COMMENT ON COLUMN answers_to_forms.kept_at IS 'When; a day later it is cleared away.';
COMMENT ON INDEX answers_to_forms_of_session IS 'To keep only the newest of a session.';
COMMENT ON INDEX answers_to_forms_by_age IS 'To clear away what nobody goes back to.';
