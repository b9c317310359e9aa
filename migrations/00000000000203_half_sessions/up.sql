-- Who has typed the right password and not yet the code. A half session opens nothing but the page that asks for it, and lives for minutes.

CREATE TABLE half_sessions (
    token_hash bytea       NOT NULL,
    account_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CHECK (octet_length(token_hash) = 32)
);

CREATE INDEX half_sessions_account_id_idx ON half_sessions (account_id);
CREATE INDEX half_sessions_created_at_idx ON half_sessions (created_at);

COMMENT ON TABLE half_sessions IS 'Who has typed the right password and not yet the code, one row a browser.';
COMMENT ON COLUMN half_sessions.token_hash IS 'SHA-256 of the 256 random bits in the cookie.';
COMMENT ON COLUMN half_sessions.account_id IS 'Whose password it was.';
COMMENT ON COLUMN half_sessions.created_at IS 'When; minutes later it is worth nothing.';
COMMENT ON INDEX half_sessions_account_id_idx IS 'To end all of an account.';
COMMENT ON INDEX half_sessions_created_at_idx IS 'To clear away what has expired.';
