-- The upper hashes of the tree under the newest seal, so that the next seal computes those alone below which a pet has moved on, and a certificate reads one
-- path. They are a shortcut and no evidence: where they do not come to the root of the seal, everything is computed from the streams.

CREATE TABLE seal_nodes (
    depth  smallint NOT NULL,
    place  integer  NOT NULL,
    is_one boolean  NOT NULL,
    hash   bytea    NOT NULL,
    PRIMARY KEY (depth, place),
    CHECK (octet_length(hash) = 32)
);

COMMENT ON TABLE seal_nodes IS 'The upper hashes of the tree under the newest seal.';
COMMENT ON COLUMN seal_nodes.depth IS 'How many bits of their ids the pets below share.';
COMMENT ON COLUMN seal_nodes.place IS 'These bits.';
COMMENT ON COLUMN seal_nodes.is_one IS 'Whether there is one pet below, whose leaf this is.';
COMMENT ON COLUMN seal_nodes.hash IS 'The root of the pets below.';
