-- What somebody typed into a form whose session had ended when they sent it. It waits a day for the same person to sign in again, and opens
-- for nobody else.

CREATE TABLE unsent_forms (
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    path       text        NOT NULL,
    form_key   uuid,
    fields     jsonb       NOT NULL,
    kept_at    timestamptz NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CHECK (jsonb_typeof(fields) = 'object')
);

CREATE INDEX unsent_forms_of_account ON unsent_forms (account_id, kept_at);
CREATE INDEX unsent_forms_by_age ON unsent_forms (kept_at);

COMMENT ON TABLE unsent_forms IS 'What was typed into forms whose sender had to sign in again; nothing of it has been recorded.';
COMMENT ON COLUMN unsent_forms.id IS 'What the address of the form names.';
COMMENT ON COLUMN unsent_forms.account_id IS 'Who had opened the form, and alone may see it again.';
COMMENT ON COLUMN unsent_forms.path IS 'The address of the form.';
COMMENT ON COLUMN unsent_forms.form_key IS 'The one-time key in the form.';
COMMENT ON COLUMN unsent_forms.fields IS 'The fields by name, as they were typed.';
COMMENT ON COLUMN unsent_forms.kept_at IS 'When; a day later it is worth nothing and is cleared away.';
COMMENT ON INDEX unsent_forms_of_account IS 'To keep only the newest of an account.';
COMMENT ON INDEX unsent_forms_by_age IS 'To clear away what nobody came back for.';
