GRANT EXECUTE ON FUNCTION keep_stock(bigint), first_event_id_of(timestamptz) TO PUBLIC;
REVOKE ALL ON stock_checkpoints, stock_checkpoint_counts FROM hello_app, hello_reader;
