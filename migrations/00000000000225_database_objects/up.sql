-- Which functions, views, triggers and rights stand here: `hello migrate` replaces those whose text has changed. The texts are in
-- src/store/database, one object a file; a migration changes tables only.

CREATE TABLE database_objects (
    name        text        NOT NULL,
    hash        bytea       NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (name),
    CHECK (octet_length(hash) = 32)
);

COMMENT ON TABLE database_objects IS 'The functions, views, triggers and rights as they stand here, by the text that made them.';
COMMENT ON COLUMN database_objects.name IS 'The file of the text, below src/store/database.';
COMMENT ON COLUMN database_objects.hash IS 'sha256 of the text.';
COMMENT ON COLUMN database_objects.replaced_at IS 'Since when it stands here.';
