-- How often somebody has tried to sign in of late, counted for all instances together, so that passwords cannot be guessed by trying.
-- Rows are of use for minutes and are then cleared away.

CREATE TABLE sign_in_attempts (
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    address      text        NOT NULL,
    name_hash    bytea       NOT NULL,
    attempted_at timestamptz NOT NULL,
    PRIMARY KEY (id),
    CHECK (octet_length(name_hash) = 32)
);

CREATE INDEX sign_in_attempts_address_idx ON sign_in_attempts (address, attempted_at);
CREATE INDEX sign_in_attempts_name_hash_idx ON sign_in_attempts (name_hash, attempted_at);
CREATE INDEX sign_in_attempts_attempted_at_idx ON sign_in_attempts (attempted_at);

COMMENT ON TABLE sign_in_attempts IS 'Attempts to sign in that have not succeeded, of the last minutes.';
COMMENT ON COLUMN sign_in_attempts.id IS 'Identity, of no meaning.';
COMMENT ON COLUMN sign_in_attempts.address IS 'Where it came from; of an IPv6 address the network.';
COMMENT ON COLUMN sign_in_attempts.name_hash IS 'SHA-256 of the name that was typed, in lower case. Not the name: people type passwords there.';
COMMENT ON COLUMN sign_in_attempts.attempted_at IS 'When it was tried.';
COMMENT ON INDEX sign_in_attempts_address_idx IS 'To count by address.';
COMMENT ON INDEX sign_in_attempts_name_hash_idx IS 'To count by account.';
COMMENT ON INDEX sign_in_attempts_attempted_at_idx IS 'To clear away what has expired.';
