-- The shop: what only its owner knows of it.

CREATE TABLE shop (
    name text    NOT NULL,
    one  boolean NOT NULL DEFAULT true,
    PRIMARY KEY (one),
    CHECK (one),
    CHECK (char_length(name) BETWEEN 1 AND 60)
);

COMMENT ON TABLE shop IS 'What only its owner knows of the shop: one row, as soon as they have said it.';
COMMENT ON COLUMN shop.name IS 'What the shop is called: at the top of every page, and on paper.';
COMMENT ON COLUMN shop.one IS 'True: so there is one row.';
