-- Form keys: a form that is sent twice is recorded once.
--
-- Each form carries a key that is used up in the transaction that records its event. A second post of the same form waits for the first one,
-- finds the key, and is told what that has recorded.

CREATE TABLE form_keys (
    form_key    uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    used_at     timestamptz NOT NULL DEFAULT now(),
    pet_id      uuid,
    version     integer,
    customer_id uuid,
    PRIMARY KEY (form_key),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    CHECK ((pet_id IS NULL) = (version IS NULL) AND num_nonnulls(pet_id, customer_id) = 1)
);

CREATE INDEX form_keys_by_age ON form_keys (used_at);

COMMENT ON TABLE form_keys IS 'Forms that have been recorded, so that none is recorded twice.';
COMMENT ON COLUMN form_keys.form_key IS 'The one-time key in the form.';
COMMENT ON COLUMN form_keys.account_id IS 'Who sent it.';
COMMENT ON COLUMN form_keys.used_at IS 'When; keys older than a week are cleared away.';
COMMENT ON COLUMN form_keys.pet_id IS 'The pet to which the form has made something happen.';
COMMENT ON COLUMN form_keys.version IS 'The version of that event.';
COMMENT ON COLUMN form_keys.customer_id IS 'The customer whom the form has forgotten.';
