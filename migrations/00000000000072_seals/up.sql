-- Seals: what a refresh saw of the whole shop, in one hash, signed, each with the hash of the seal before it.
--
-- A chain that was made anew from a changed event on fits again, but for the seals that cover the event. Of each seal only the streams are
-- kept that have moved on since the one before: so an old seal is checked against today's log by going through them in the order of
-- the seals, without a clock, and without transaction ids, which mean nothing after a restore. (Its pet_id is no foreign key: the check would
-- lock the stream of every pet that is sealed.)

CREATE TABLE seals (
    id            bigint      NOT NULL PRIMARY KEY,
    sealed_at     timestamptz NOT NULL,
    refresh_id    bigint      NOT NULL UNIQUE REFERENCES snapshot_refreshes (id),
    pets          bigint      NOT NULL,
    events        bigint      NOT NULL,
    root          bytea       NOT NULL,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL,
    public_key    bytea       NOT NULL,
    signature     bytea       NOT NULL,
    CONSTRAINT seals_count_from_one CHECK (id >= 1),
    CONSTRAINT seals_fit CHECK (
        (octet_length(root), octet_length(previous_hash), octet_length(hash), octet_length(public_key), octet_length(signature)) = (32, 32, 32, 32, 64)
    )
);

CREATE TABLE seal_heads (
    seal_id bigint  NOT NULL REFERENCES seals (id),
    pet_id  uuid    NOT NULL,
    version integer NOT NULL,
    head    bytea   NOT NULL,
    PRIMARY KEY (pet_id, seal_id),
    CONSTRAINT seal_heads_head_is_sha256 CHECK (octet_length(head) = 32)
);

CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME IN ('seals', 'seal_heads') THEN
        RAISE EXCEPTION '% of % is refused: seals are append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'A refresh makes a new one.';
    ELSIF TG_TABLE_NAME = 'audit_log' THEN
        RAISE EXCEPTION '% of % is refused: the audit log is append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'What was tried stays tried.';
    END IF;
    RAISE EXCEPTION '% of % is refused: events are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Record a new event that says what happened.';
END
$$;

CALL make_append_only('seals');
CALL make_append_only('seal_heads');

COMMENT ON TABLE seals IS 'What each refresh saw of the whole shop, in one hash, signed; docs/integrity.md has the text that is signed.';
COMMENT ON COLUMN seals.id IS 'Seals count up from 1, without a gap.';
COMMENT ON COLUMN seals.sealed_at IS 'When.';
COMMENT ON COLUMN seals.refresh_id IS 'The refresh that saw it.';
COMMENT ON COLUMN seals.pets IS 'How many streams there were.';
COMMENT ON COLUMN seals.events IS 'How many events they had.';
COMMENT ON COLUMN seals.root IS 'The root of the Merkle tree over all streams.';
COMMENT ON COLUMN seals.previous_hash IS 'The hash of the seal before; zeros for the first.';
COMMENT ON COLUMN seals.hash IS 'sha256 of the text that is signed.';
COMMENT ON COLUMN seals.public_key IS 'With which key it is signed.';
COMMENT ON COLUMN seals.signature IS 'Ed25519 over the text.';
COMMENT ON TABLE seal_heads IS 'What each seal covers, as far as it had moved on since the seal before.';
COMMENT ON COLUMN seal_heads.seal_id IS 'The seal.';
COMMENT ON COLUMN seal_heads.pet_id IS 'The pet.';
COMMENT ON COLUMN seal_heads.version IS 'The version of its latest event then.';
COMMENT ON COLUMN seal_heads.head IS 'The hash of that event.';
