-- Backups that were taken of this database: when the latest one was, and that it was checked.

CREATE TABLE backups (
    id           uuid        NOT NULL,
    taken_at     timestamptz NOT NULL,
    file         text        NOT NULL,
    bytes        bigint      NOT NULL,
    events       bigint,
    is_encrypted boolean     NOT NULL,
    checked_at   timestamptz,
    PRIMARY KEY (id),
    CHECK (char_length(file) BETWEEN 1 AND 4096),
    CHECK (num_nulls(events, checked_at) IN (0, 2))
);

CREATE INDEX backups_by_age ON backups (taken_at);

COMMENT ON TABLE backups IS 'Backups that were taken of this database.';
COMMENT ON COLUMN backups.id IS 'Identity.';
COMMENT ON COLUMN backups.taken_at IS 'The moment whose books it has.';
COMMENT ON COLUMN backups.file IS 'Where it was written, as it was called there.';
COMMENT ON COLUMN backups.bytes IS 'How long the file is.';
COMMENT ON COLUMN backups.events IS 'How many events it has. NULL: nobody has looked.';
COMMENT ON COLUMN backups.is_encrypted IS 'Whether a passphrase encrypts it.';
COMMENT ON COLUMN backups.checked_at IS 'When it had been restored elsewhere and verified. NULL: it was not.';
COMMENT ON INDEX backups_by_age IS 'To find the latest.';

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'shop_changed', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'imported', 'stock_brought', 'backed_up', 'restored', 'token_added', 'token_revoked',
        'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));
