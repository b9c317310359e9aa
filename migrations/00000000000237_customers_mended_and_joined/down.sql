DROP INDEX customers_joined_into_idx;
ALTER TABLE customers
    DROP COLUMN joined_into_stays, DROP COLUMN stays, DROP COLUMN joined_by, DROP COLUMN joined_at, DROP COLUMN joined_into, DROP COLUMN version,
    ADD CHECK (
        CASE WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
             ELSE forgotten_by IS NOT NULL AND (name, email, phone) IS NULL END
    );
COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it. NULL: forgotten.';
