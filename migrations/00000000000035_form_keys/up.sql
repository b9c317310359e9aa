-- Form keys: a form that is sent twice is recorded once.
--
-- Each form carries a key that is used up in the transaction that records its event. A second post of the same form waits for the
-- first one, finds the key and is led to the same page.

CREATE TABLE form_keys (
    form_key   uuid        NOT NULL PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES accounts (id),
    location   text        NOT NULL,
    used_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX form_keys_by_age ON form_keys (used_at);

COMMENT ON TABLE form_keys IS 'Forms that have been recorded, so that none is recorded twice.';
COMMENT ON COLUMN form_keys.form_key IS 'The one-time key in the form.';
COMMENT ON COLUMN form_keys.account_id IS 'Who sent it.';
COMMENT ON COLUMN form_keys.location IS 'The page that shows what was recorded.';
COMMENT ON COLUMN form_keys.used_at IS 'When; keys older than a week are cleared away.';
