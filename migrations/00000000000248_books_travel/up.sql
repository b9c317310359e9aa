-- The books travel: they are written to a file, and brought into an empty shop from one.
--
-- Who was a customer may have stayed behind. Then the row that the sales point to is there without a name, and nobody here has had it forgotten.

ALTER TABLE customers
    DROP CONSTRAINT customers_check,
    ADD CHECK (
        num_nulls(joined_into, joined_at, joined_by) IN (0, 3)
        AND CASE WHEN joined_into IS NOT NULL THEN (name, email, phone, forgotten_at, forgotten_by) IS NULL
                 WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
                 ELSE (name, email, phone) IS NULL END
    );

COMMENT ON COLUMN customers.forgotten_by IS 'Who had them forgotten. NULL: nobody here; the books were brought along without people.';

-- What was brought along bears the transactions of another cluster, which this one may give out again.

ALTER TABLE pet_streams ADD COLUMN imported integer;

COMMENT ON COLUMN pet_streams.imported IS 'Until which version its events were brought along with the books; who follows the log has these from the beginning.';

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'imported', 'token_added', 'token_revoked',
        'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));
