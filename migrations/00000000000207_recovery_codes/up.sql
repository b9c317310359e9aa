-- Recovery codes: the way in for whoever has lost their phone.

CREATE TABLE recovery_codes (
    account_id uuid  NOT NULL,
    code_hash  bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash),
    FOREIGN KEY (account_id) REFERENCES second_factors (account_id) ON DELETE CASCADE,
    CHECK (octet_length(code_hash) = 32)
);

COMMENT ON TABLE recovery_codes IS 'Codes for whoever has lost their phone; each goes when it is used.';
COMMENT ON COLUMN recovery_codes.account_id IS 'Whose it is.';
COMMENT ON COLUMN recovery_codes.code_hash IS 'SHA-256 of the account and the 20 random digits.';
