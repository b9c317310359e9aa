-- Who is signed in. Sessions live here so that any instance can serve them and every one of them can be ended. The cookie's secret is not
-- here, only its hash: who reads this table can sign in as nobody.

CREATE TABLE sessions (
    token_hash   bytea       NOT NULL,
    account_id   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CHECK (octet_length(token_hash) = 32)
);

CREATE INDEX sessions_account_id_idx ON sessions (account_id);
CREATE INDEX sessions_last_seen_at_idx ON sessions (last_seen_at);

COMMENT ON TABLE sessions IS 'Who is signed in, one row a browser.';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the 256 random bits in the cookie.';
COMMENT ON COLUMN sessions.account_id IS 'Who it is.';
COMMENT ON COLUMN sessions.created_at IS 'When they signed in; the absolute limit counts from here.';
COMMENT ON COLUMN sessions.last_seen_at IS 'When they were last active, to about a minute; the idle limit counts from here.';
COMMENT ON INDEX sessions_account_id_idx IS 'To end all sessions of an account.';
COMMENT ON INDEX sessions_last_seen_at_idx IS 'To clear away what has expired.';
