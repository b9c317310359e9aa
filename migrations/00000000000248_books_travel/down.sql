ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));
ALTER TABLE pet_streams DROP COLUMN imported;
ALTER TABLE customers
    DROP CONSTRAINT customers_check,
    ADD CHECK (
        num_nulls(joined_into, joined_at, joined_by) IN (0, 3)
        AND CASE WHEN joined_into IS NOT NULL THEN (name, email, phone, forgotten_at, forgotten_by) IS NULL
                 WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
                 ELSE forgotten_by IS NOT NULL AND (name, email, phone) IS NULL END
    );
COMMENT ON COLUMN customers.forgotten_by IS 'Who had them forgotten.';
