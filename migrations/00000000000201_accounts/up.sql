-- Who works here. An account stands outside the log: an event carries its id, so that a colleague can be renamed or leave while history
-- stays whole. Accounts are disabled, never deleted.

CREATE TABLE accounts (
    id            uuid        NOT NULL,
    name          text        NOT NULL,
    role          text        NOT NULL,
    password_hash text,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    second_factor_required boolean NOT NULL DEFAULT false,
    PRIMARY KEY (id),
    CHECK (char_length(name) BETWEEN 1 AND 100),
    CHECK (role IN ('staff', 'admin'))
);

-- Two that differ in case alone would be the same person at the door.
CREATE UNIQUE INDEX accounts_name_key ON accounts (lower(name));

COMMENT ON TABLE accounts IS 'Who works here, or once did.';
COMMENT ON COLUMN accounts.id IS 'Identity; events carry it as who recorded them.';
COMMENT ON COLUMN accounts.name IS 'What to sign in with, and what history shows. Unique without regard to case.';
COMMENT ON COLUMN accounts.role IS 'staff: everything but /admin. admin: everything.';
COMMENT ON COLUMN accounts.password_hash IS 'Argon2id, as a PHC string. NULL: this account cannot sign in.';
COMMENT ON COLUMN accounts.disabled_at IS 'Since when the account cannot be used. NULL: it can.';
COMMENT ON COLUMN accounts.created_at IS 'When the account was made.';
COMMENT ON COLUMN accounts.second_factor_required IS 'Whether an admin requires a second factor of this account.';
COMMENT ON INDEX accounts_name_key IS 'One name, one colleague, whatever the case.';
