-- stock_projection: the stock as of the projection's position, so that the first page counts no pets.

CREATE TABLE IF NOT EXISTS stock_projection (
    species text    NOT NULL,
    status  text    NOT NULL,
    pets    bigint  NOT NULL,
    value   numeric NOT NULL,
    PRIMARY KEY (species, status)
);

COMMENT ON TABLE stock_projection IS 'How many pets of each species have each status, and what they cost together, as of the projection''s position.';
COMMENT ON COLUMN stock_projection.species IS 'The species, as it was written.';
COMMENT ON COLUMN stock_projection.status IS 'available, sold or lost.';
COMMENT ON COLUMN stock_projection.pets IS 'How many.';
COMMENT ON COLUMN stock_projection.value IS 'What they cost together.';
