-- A stock that is brought in as a table: the file as it was uploaded, how it is read, what it would bring, and what it has brought.
--
-- Whoever works on it takes it with a run of their own, so that of two who do only one can end it.

CREATE TABLE stock_files (
    id         uuid        NOT NULL,
    account_id uuid,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    bytes      bigint,
    hash       bytea,
    reading    jsonb,
    findings   jsonb,
    state      text        NOT NULL,
    run        uuid,
    rows_read  integer     NOT NULL DEFAULT 0,
    moved_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    failure    text,
    pets       integer,
    ended_at   timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (account_id) REFERENCES accounts (id),
    CHECK (char_length(name) BETWEEN 1 AND 200),
    CHECK (octet_length(hash) = 32),
    CHECK (state IN ('arriving', 'checking', 'checked', 'recording', 'done')),
    CHECK (
        (state = 'arriving' OR num_nulls(bytes, hash) = 0)
        AND (state IN ('arriving', 'done') OR reading IS NOT NULL)
        AND num_nulls(pets, ended_at) = CASE WHEN state = 'done' THEN 0 ELSE 2 END
    )
);

CREATE INDEX stock_files_by_hash ON stock_files (hash) WHERE state = 'done';
CREATE INDEX stock_files_by_age ON stock_files (created_at);

COMMENT ON TABLE stock_files IS 'Tables of pets that were uploaded, and what came of them.';
COMMENT ON COLUMN stock_files.id IS 'Identity; as request_id in the metadata of the events that came of it.';
COMMENT ON COLUMN stock_files.account_id IS 'Who brought it. NULL: the command line.';
COMMENT ON COLUMN stock_files.name IS 'What the file was called.';
COMMENT ON COLUMN stock_files.created_at IS 'When it came.';
COMMENT ON COLUMN stock_files.bytes IS 'How long it is.';
COMMENT ON COLUMN stock_files.hash IS 'sha256 of its bytes, by which the same file is noticed.';
COMMENT ON COLUMN stock_files.reading IS 'How it is read: its encoding, its columns and the like.';
COMMENT ON COLUMN stock_files.findings IS 'What it would bring, and the first of its faults. NULL: nobody has looked yet.';
COMMENT ON COLUMN stock_files.state IS 'arriving, checking, checked, recording, or done.';
COMMENT ON COLUMN stock_files.run IS 'Who works on it: a number that is new with every attempt.';
COMMENT ON COLUMN stock_files.rows_read IS 'How many rows this attempt has read.';
COMMENT ON COLUMN stock_files.moved_at IS 'When it last went on.';
COMMENT ON COLUMN stock_files.failure IS 'Why the latest attempt ended, where it did not go well.';
COMMENT ON COLUMN stock_files.pets IS 'How many pets it has brought.';
COMMENT ON COLUMN stock_files.ended_at IS 'When it had brought them.';
COMMENT ON INDEX stock_files_by_hash IS 'To notice the same file.';
COMMENT ON INDEX stock_files_by_age IS 'To list the latest, and to clear away what nobody came back for.';

CREATE TABLE stock_parts (
    file_id uuid    NOT NULL,
    place   integer NOT NULL,
    part    bytea   NOT NULL,
    PRIMARY KEY (file_id, place),
    FOREIGN KEY (file_id) REFERENCES stock_files (id) ON DELETE CASCADE
);

COMMENT ON TABLE stock_parts IS 'The bytes of the files that are not brought in yet.';
COMMENT ON COLUMN stock_parts.file_id IS 'Of which file.';
COMMENT ON COLUMN stock_parts.place IS 'Which part, from 0 on.';
COMMENT ON COLUMN stock_parts.part IS 'The bytes.';

ALTER TABLE audit_log
    DROP CONSTRAINT audit_log_what_check,
    ADD CHECK (what IN (
        'signed_in', 'sign_in_failed', 'signed_out', 'refused', 'throttled',
        'set_up', 'account_added', 'role_changed', 'password_changed', 'password_reset', 'account_disabled', 'account_enabled', 'sessions_ended',
        'second_factor_on', 'second_factor_off', 'second_factor_reset', 'second_factor_required', 'second_factor_released',
        'recovery_codes_renewed',
        'exported', 'imported', 'stock_brought', 'token_added', 'token_revoked',
        'refresh_asked', 'verified', 'customer_mended', 'customers_joined', 'customer_forgotten'
    ));
