-- Roles, continued: the checkpoints of the stock. Like the snapshot they are made by a function, as its owner, and read by whoever may read
-- what is computed from the log. This too can be said twice.

GRANT SELECT ON stock_checkpoints, stock_checkpoint_counts TO hello_app, hello_reader;

REVOKE EXECUTE ON FUNCTION keep_stock(bigint), first_event_id_of(timestamptz) FROM PUBLIC;
