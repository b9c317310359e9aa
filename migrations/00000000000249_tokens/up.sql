-- Tokens: with one a program may follow what happens in the shop, and never change it.
--
-- What is kept is a hash: the token itself is shown once. It may ask so often a minute, counted here for all instances together.

CREATE TABLE tokens (
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    scope        text        NOT NULL,
    secret_hash  bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid        REFERENCES accounts (id),
    ends_at      timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    uses         integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (id),
    UNIQUE (secret_hash),
    CHECK (char_length(name) BETWEEN 1 AND 100),
    CHECK (scope IN ('log', 'people')),
    CHECK (octet_length(secret_hash) = 32)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX tokens_name_key ON tokens (lower(name)) WHERE revoked_at IS NULL;

COMMENT ON TABLE tokens IS 'With what programs follow the shop.';
COMMENT ON COLUMN tokens.id IS 'Identity.';
COMMENT ON COLUMN tokens.name IS 'Which program it is for, as an admin calls it.';
COMMENT ON COLUMN tokens.scope IS 'log: the log and what is computed from it. people: the names of customers and colleagues as well.';
COMMENT ON COLUMN tokens.secret_hash IS 'sha256 of the token.';
COMMENT ON COLUMN tokens.created_at IS 'When it was made.';
COMMENT ON COLUMN tokens.created_by IS 'Who made it. NULL: the command line.';
COMMENT ON COLUMN tokens.ends_at IS 'From when on it is none any more. NULL: it does not end by itself.';
COMMENT ON COLUMN tokens.revoked_at IS 'When it was revoked. NULL: it was not.';
COMMENT ON COLUMN tokens.last_used_at IS 'When it was used last.';
COMMENT ON COLUMN tokens.uses IS 'How often it was used in the minute of last_used_at.';
COMMENT ON INDEX tokens_name_key IS 'No two that can be used have one name, whatever the case.';
