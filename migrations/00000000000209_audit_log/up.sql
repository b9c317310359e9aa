-- Who looked and who tried: sign-ins, refusals, changes to accounts, exports, verifications, forgettings.
--
-- These are not events of the shop: no pet has moved. They stand in a log of their own, append-only by the same triggers, and name people
-- by their ids alone. What a stranger typed as a name is never kept: people type passwords there.

CREATE TABLE audit_log (
    id                uuid        NOT NULL,
    recorded_at       timestamptz NOT NULL,
    what              text        NOT NULL,
    account_id        uuid,
    about_account_id  uuid,
    about_customer_id uuid,
    address           text,
    request_id        uuid,
    details           jsonb       NOT NULL DEFAULT '{}',
    PRIMARY KEY (id),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    FOREIGN KEY (about_account_id) REFERENCES accounts (id),
    FOREIGN KEY (about_customer_id) REFERENCES customers (id),
    CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'refresh_asked', 'verified', 'customer_forgotten'
    )),
    CHECK (jsonb_typeof(details) = 'object' AND octet_length(details::text) <= 1000),
    CHECK (char_length(address) <= 60)
);

CREATE INDEX audit_log_what_idx ON audit_log (what, id);
CREATE INDEX audit_log_account_id_idx ON audit_log (account_id, id);
CREATE INDEX audit_log_about_account_id_idx ON audit_log (about_account_id, id);

COMMENT ON TABLE audit_log IS 'Who looked and who tried; append-only, and not part of the shop''s events.';
COMMENT ON COLUMN audit_log.id IS 'UUIDv7 of recorded_at: identity, and the order of reading.';
COMMENT ON COLUMN audit_log.recorded_at IS 'When it was.';
COMMENT ON COLUMN audit_log.what IS 'What was done or tried.';
COMMENT ON COLUMN audit_log.account_id IS 'Who did it. NULL: nobody who was signed in, or the command line.';
COMMENT ON COLUMN audit_log.about_account_id IS 'The colleague whom it concerns, where it is one.';
COMMENT ON COLUMN audit_log.about_customer_id IS 'The customer whom it concerns, where it is one; never by name.';
COMMENT ON COLUMN audit_log.address IS 'Where it came from, as throttling counts it: of an IPv6 address the network. NULL: the command line.';
COMMENT ON COLUMN audit_log.request_id IS 'The HTTP request, as it stands in the server''s log.';
COMMENT ON COLUMN audit_log.details IS 'What else there is to say: a role, a page, how often. Never a password, a cookie, a code or a name that somebody typed.';
COMMENT ON INDEX audit_log_what_idx IS 'To read one kind.';
COMMENT ON INDEX audit_log_account_id_idx IS 'To read what one account did.';
COMMENT ON INDEX audit_log_about_account_id_idx IS 'To read what concerns one account.';
