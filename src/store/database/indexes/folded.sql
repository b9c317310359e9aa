-- Indexes by the folded key. They stand here and not in migrations, for they go and come with the function that sorts them. The planner keeps no samples
-- of customers, as it keeps none of their names.

CREATE INDEX IF NOT EXISTS customers_by_key ON customers (folded(name));
ALTER INDEX customers_by_key ALTER COLUMN 1 SET STATISTICS 0;
COMMENT ON INDEX customers_by_key IS 'To find customers who are called alike.';
