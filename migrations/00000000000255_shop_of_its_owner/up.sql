-- What the owner knows of the shop beside its name: where it stands in time, and in which currency it is paid. Each may be said without the others.

ALTER TABLE shop
    ALTER COLUMN name DROP NOT NULL,
    ADD COLUMN time_zone text CHECK (char_length(time_zone) BETWEEN 1 AND 60),
    ADD COLUMN currency  text CHECK (currency ~ '^[A-Z]{3}$');

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'shop_changed', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'imported', 'stock_brought', 'token_added', 'token_revoked',
        'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));

COMMENT ON TABLE shop IS 'What only its owner knows of the shop: one row, as soon as they have said some of it.';
COMMENT ON COLUMN shop.name IS 'What the shop is called: at the top of every page, and on paper.';
COMMENT ON COLUMN shop.time_zone IS 'Its time zone, by the name in the IANA database: when a day begins on pages. A setting of the server goes before.';
COMMENT ON COLUMN shop.currency IS 'The currency in which the books are to begin, by ISO 4217; once they have begun, theirs counts. A setting of the server goes before.';
COMMENT ON COLUMN answers_to_forms.session IS 'The session that sent the form; no other sees the page, and none once it has ended. In front of the door, the browser that sent it.';
