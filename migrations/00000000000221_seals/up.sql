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
    CHECK (id >= 1),
    CHECK (
        (octet_length(root), octet_length(previous_hash), octet_length(hash), octet_length(public_key), octet_length(signature)) = (32, 32, 32, 32, 64)
    )
);

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
