-- The second factor: six digits that change every half minute (RFC 6238), beside the password.
--
-- Whoever can read a secret here can make its codes. That is why it stands in a table of its own, which only the shop's role may read: not
-- with the accounts, and never for hello_reader. It protects against passwords that were guessed or told, not against whoever owns the database.

CREATE TABLE second_factors (
    account_id     uuid        NOT NULL,
    secret         bytea,
    turned_on_at   timestamptz,
    last_step      bigint,
    pending_secret bytea,
    PRIMARY KEY (account_id),
    FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
    CHECK (octet_length(secret) = 20),
    CHECK (octet_length(pending_secret) = 20),
    CHECK ((secret IS NULL) = (turned_on_at IS NULL) AND (secret IS NULL) = (last_step IS NULL))
);

COMMENT ON TABLE second_factors IS 'Second factors that are on, or about to be.';
COMMENT ON COLUMN second_factors.account_id IS 'Whose it is.';
COMMENT ON COLUMN second_factors.secret IS 'What the codes are made of, here and in the phone. NULL: it is not on yet.';
COMMENT ON COLUMN second_factors.turned_on_at IS 'Since when it is asked for.';
COMMENT ON COLUMN second_factors.last_step IS 'The half minute, counted from 1970, of the latest code that was taken; none is taken twice.';
COMMENT ON COLUMN second_factors.pending_secret IS 'A secret that was shown and is not confirmed by a code yet.';
