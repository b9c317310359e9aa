-- The books: in which currency all amounts are. The first event fixes it.

CREATE TABLE books (
    currency text        NOT NULL,
    since    timestamptz NOT NULL DEFAULT now(),
    one      boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (one),
    CHECK (one),
    CHECK (currency ~ '^[A-Z]{3}$')
);

COMMENT ON TABLE books IS 'How the shop keeps its books: one row, from the first event on.';
COMMENT ON COLUMN books.currency IS 'The currency of all amounts, by its code in ISO 4217.';
COMMENT ON COLUMN books.since IS 'When the first amount was recorded; where that was before this table, when a shop first said its currency.';
COMMENT ON COLUMN books.one IS 'True: so there is one row.';
