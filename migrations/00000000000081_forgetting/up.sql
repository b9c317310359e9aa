-- Forgetting: a customer's name and contacts go, the row and its id stay, since every sale points there.
--
-- An UPDATE leaves the old version of the row behind until a vacuum, and ANALYZE keeps samples of what it saw. So this table is vacuumed
-- at the first chance after any change, and the planner keeps nothing of names and contacts; it needs none, for nobody looks customers up
-- by comparing whole names. Stating the type anew throws away what it had kept.

ALTER TABLE customers
    ADD COLUMN forgotten_at timestamptz,
    ADD COLUMN forgotten_by uuid CONSTRAINT customers_forgotten_by_fkey REFERENCES accounts (id),
    ALTER COLUMN name DROP NOT NULL,
    ADD CONSTRAINT customers_forgotten_is_nameless CHECK (
        CASE WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
             ELSE forgotten_by IS NOT NULL AND (name, email, phone) IS NULL END
    );

DROP INDEX customers_by_name;
ALTER TABLE customers ALTER name TYPE text, ALTER email TYPE text, ALTER phone TYPE text;
ALTER TABLE customers ALTER name SET STATISTICS 0, ALTER email SET STATISTICS 0, ALTER phone SET STATISTICS 0;
CREATE INDEX customers_by_name ON customers (lower(name), id);
ALTER INDEX customers_by_name ALTER COLUMN 1 SET STATISTICS 0;
ALTER TABLE customers SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it. NULL: forgotten.';
COMMENT ON COLUMN customers.forgotten_at IS 'When name and contacts were forgotten. NULL: they were not.';
COMMENT ON COLUMN customers.forgotten_by IS 'Who had them forgotten.';
