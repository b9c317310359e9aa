-- What was forgotten does not come back; the row gets a name that says so.

ALTER TABLE customers DROP CONSTRAINT customers_forgotten_is_nameless;
UPDATE customers SET name = 'a forgotten customer' WHERE name IS NULL;
DROP INDEX customers_by_name;
ALTER TABLE customers
    DROP COLUMN forgotten_by,
    DROP COLUMN forgotten_at,
    ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN name SET STATISTICS -1,
    ALTER COLUMN email SET STATISTICS -1,
    ALTER COLUMN phone SET STATISTICS -1;
ALTER TABLE customers RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor);
CREATE INDEX customers_by_name ON customers (lower(name), id);
COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it.';
