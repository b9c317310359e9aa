-- The stock at each moment of which it is kept.

CREATE TABLE stock_totals (
    moment  timestamptz NOT NULL REFERENCES stock_moments (moment) ON DELETE CASCADE,
    species text        NOT NULL,
    status  text        NOT NULL,
    pets    bigint      NOT NULL,
    value   numeric     NOT NULL,
    PRIMARY KEY (moment, species, status),
    CHECK (pets > 0)
);

COMMENT ON TABLE stock_totals IS 'The stock at a moment, a row for each species and status of which there were pets.';
COMMENT ON COLUMN stock_totals.moment IS 'The moment.';
COMMENT ON COLUMN stock_totals.species IS 'The species, as it was written.';
COMMENT ON COLUMN stock_totals.status IS 'available, sold or lost.';
COMMENT ON COLUMN stock_totals.pets IS 'How many.';
COMMENT ON COLUMN stock_totals.value IS 'What they cost together, or last cost.';
