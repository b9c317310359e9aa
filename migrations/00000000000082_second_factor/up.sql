-- The second factor: six digits that change every half minute (RFC 6238), beside the password.
--
-- Whoever can read a secret here can make its codes. That is why it stands in a table of its own, which only the shop's role may read: not
-- with the accounts, and never for hello_reader. It protects against passwords that were guessed or told, not against whoever owns the database.

ALTER TABLE accounts ADD COLUMN second_factor_required boolean NOT NULL DEFAULT false;

CREATE TABLE second_factors (
    account_id     uuid        NOT NULL,
    secret         bytea,
    turned_on_at   timestamptz,
    last_step      bigint,
    pending_secret bytea,
    CONSTRAINT second_factors_pkey PRIMARY KEY (account_id),
    CONSTRAINT second_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CONSTRAINT second_factors_secret_check CHECK (octet_length(secret) = 20),
    CONSTRAINT second_factors_pending_secret_check CHECK (octet_length(pending_secret) = 20),
    CONSTRAINT second_factors_on_is_whole CHECK ((secret IS NULL) = (turned_on_at IS NULL) AND (secret IS NULL) = (last_step IS NULL))
);

CREATE TABLE recovery_codes (
    account_id uuid  NOT NULL,
    code_hash  bytea NOT NULL,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash),
    CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES second_factors (account_id) ON DELETE CASCADE,
    CONSTRAINT recovery_codes_code_hash_check CHECK (octet_length(code_hash) = 32)
);

-- A half session opens nothing but the page that asks for the code, and lives for minutes.

CREATE TABLE half_sessions (
    token_hash bytea       NOT NULL,
    account_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT half_sessions_pkey PRIMARY KEY (token_hash),
    CONSTRAINT half_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CONSTRAINT half_sessions_token_hash_check CHECK (octet_length(token_hash) = 32)
);

CREATE INDEX half_sessions_account_id_idx ON half_sessions (account_id);
CREATE INDEX half_sessions_created_at_idx ON half_sessions (created_at);

COMMENT ON COLUMN accounts.second_factor_required IS 'Whether an admin requires a second factor of this account.';
COMMENT ON TABLE second_factors IS 'Second factors that are on, or about to be.';
COMMENT ON COLUMN second_factors.account_id IS 'Whose it is.';
COMMENT ON COLUMN second_factors.secret IS 'What the codes are made of, here and in the phone. NULL: it is not on yet.';
COMMENT ON COLUMN second_factors.turned_on_at IS 'Since when it is asked for.';
COMMENT ON COLUMN second_factors.last_step IS 'The half minute, counted from 1970, of the latest code that was taken; none is taken twice.';
COMMENT ON COLUMN second_factors.pending_secret IS 'A secret that was shown and is not confirmed by a code yet.';
COMMENT ON TABLE recovery_codes IS 'Codes for whoever has lost their phone; each goes when it is used.';
COMMENT ON COLUMN recovery_codes.account_id IS 'Whose it is.';
COMMENT ON COLUMN recovery_codes.code_hash IS 'SHA-256 of the account and the 20 random digits.';
COMMENT ON TABLE half_sessions IS 'Who has typed the right password and not yet the code, one row a browser.';
COMMENT ON COLUMN half_sessions.token_hash IS 'SHA-256 of the 256 random bits in the cookie.';
COMMENT ON COLUMN half_sessions.account_id IS 'Whose password it was.';
COMMENT ON COLUMN half_sessions.created_at IS 'When; minutes later it is worth nothing.';
COMMENT ON INDEX half_sessions_account_id_idx IS 'To end all of an account.';
COMMENT ON INDEX half_sessions_created_at_idx IS 'To clear away what has expired.';
