-- Streams: one row a pet, which is its identity and orders what happens to it.
--
-- With INHERITS, neither a foreign key nor a unique constraint can span the event tables. So identity and version live here: a mother
-- is a reference to this table, and locking a row of it puts the appends to one pet in order.

CREATE TABLE pet_streams (
    pet_id           uuid        NOT NULL PRIMARY KEY,
    version          integer     NOT NULL,
    last_recorded_at timestamptz NOT NULL,
    head             bytea       NOT NULL,
    CHECK (version >= 1),
    CHECK (octet_length(head) = 32)
) WITH (fillfactor = 70);

COMMENT ON TABLE pet_streams IS 'One row a pet: its identity, its version, and the lock that orders its events.';
COMMENT ON COLUMN pet_streams.pet_id IS 'The pet.';
COMMENT ON COLUMN pet_streams.version IS 'How many events the pet has; the version of its latest one.';
COMMENT ON COLUMN pet_streams.last_recorded_at IS 'created_at of its latest event; the next one is recorded later.';
COMMENT ON COLUMN pet_streams.head IS 'The hash of its latest event.';
