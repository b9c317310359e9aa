-- How the first admin gets in: a link that the server prints while nobody can sign in. There is no default account and no default password.

CREATE TABLE setup_links (
    token_hash bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash),
    CHECK (octet_length(token_hash) = 32)
);

COMMENT ON TABLE setup_links IS 'Links that make the first admin. All of them end when one is used.';
COMMENT ON COLUMN setup_links.token_hash IS 'SHA-256 of the 256 random bits in the link.';
COMMENT ON COLUMN setup_links.created_at IS 'When the server printed the link.';
