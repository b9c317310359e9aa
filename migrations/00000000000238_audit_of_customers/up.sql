-- The audit log tells of customers who are mended and joined, and what concerns one customer is found.

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));

CREATE INDEX audit_log_about_customer_id_idx ON audit_log (about_customer_id, id) WHERE about_customer_id IS NOT NULL;

COMMENT ON INDEX audit_log_about_customer_id_idx IS 'To read what concerns one customer.';
