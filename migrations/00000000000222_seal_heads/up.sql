-- What each seal covers: the streams that have moved on since the seal before.

CREATE TABLE seal_heads (
    seal_id bigint  NOT NULL REFERENCES seals (id),
    pet_id  uuid    NOT NULL,
    version integer NOT NULL,
    head    bytea   NOT NULL,
    PRIMARY KEY (pet_id, seal_id),
    CHECK (octet_length(head) = 32)
);

COMMENT ON TABLE seal_heads IS 'What each seal covers, as far as it had moved on since the seal before.';
COMMENT ON COLUMN seal_heads.seal_id IS 'The seal.';
COMMENT ON COLUMN seal_heads.pet_id IS 'The pet.';
COMMENT ON COLUMN seal_heads.version IS 'The version of its latest event then.';
COMMENT ON COLUMN seal_heads.head IS 'The hash of that event.';
