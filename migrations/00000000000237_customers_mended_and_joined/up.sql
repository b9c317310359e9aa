-- Customers are mended, and two who are one are joined.
--
-- A sale carries a customer's id for ever, so whoever is joined into another keeps the row that the sales point to, without name and contacts:
-- it points to the one who stays. That one stays itself: the foreign key reaches nobody who was joined, so that there are no chains and no circles.

ALTER TABLE customers
    ADD COLUMN version           integer NOT NULL DEFAULT 1,
    ADD COLUMN joined_into       uuid,
    ADD COLUMN joined_at         timestamptz,
    ADD COLUMN joined_by         uuid REFERENCES accounts (id),
    ADD COLUMN stays             boolean GENERATED ALWAYS AS (joined_into IS NULL) STORED,
    ADD COLUMN joined_into_stays boolean GENERATED ALWAYS AS (true) STORED,
    ADD UNIQUE (id, stays),
    ADD FOREIGN KEY (joined_into, joined_into_stays) REFERENCES customers (id, stays),
    DROP CONSTRAINT customers_check,
    ADD CHECK (
        num_nulls(joined_into, joined_at, joined_by) IN (0, 3)
        AND CASE WHEN joined_into IS NOT NULL THEN (name, email, phone, forgotten_at, forgotten_by) IS NULL
                 WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
                 ELSE forgotten_by IS NOT NULL AND (name, email, phone) IS NULL END
    );

CREATE INDEX customers_joined_into_idx ON customers (joined_into) WHERE joined_into IS NOT NULL;

COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it. NULL: forgotten, or joined into another.';
COMMENT ON COLUMN customers.version IS 'How often the row was written, so that two who mend it at once notice.';
COMMENT ON COLUMN customers.joined_into IS 'The customer who this one turned out to be. NULL: a customer of their own.';
COMMENT ON COLUMN customers.joined_at IS 'When that was found.';
COMMENT ON COLUMN customers.joined_by IS 'Who joined the two.';
COMMENT ON COLUMN customers.stays IS 'Whether others may be joined into this one.';
COMMENT ON COLUMN customers.joined_into_stays IS 'What must be true of the one who stays; for the foreign key.';
COMMENT ON INDEX customers_joined_into_idx IS 'To find who was joined into a customer.';
