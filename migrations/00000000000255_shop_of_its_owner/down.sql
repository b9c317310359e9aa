ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'imported', 'stock_brought', 'token_added', 'token_revoked',
        'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));

DELETE FROM shop WHERE name IS NULL;

ALTER TABLE shop
    ALTER COLUMN name SET NOT NULL,
    DROP COLUMN time_zone,
    DROP COLUMN currency;

COMMENT ON TABLE shop IS 'What only its owner knows of the shop: one row, as soon as they have said it.';
COMMENT ON COLUMN answers_to_forms.session IS 'The session that sent the form; no other sees the page, and none once it has ended.';
