-- Events: what every event has in common. One table per kind inherits from this one.
--
-- The parent is abstract: CHECK (false) NO INHERIT lets nobody insert into it, while SELECT * FROM events reads all of its children.
-- A primary key, a unique constraint, a foreign key, an index and a trigger are not inherited: each child has its own.
--
-- Each event carries a hash over itself and the hash before it in its pet's stream, and the stream keeps the latest one. Whoever changes,
-- removes or swaps an event later leaves a chain that does not fit. docs/integrity.md writes the encoding down to the byte.

CREATE TABLE events (
    id             uuid        NOT NULL,
    created_at     timestamptz NOT NULL,
    event_type     text        NOT NULL,
    metadata       jsonb       NOT NULL DEFAULT '{}',
    pet_id         uuid        NOT NULL,
    version        integer     NOT NULL,
    occurred_on    date        NOT NULL,
    transaction_id xid8        NOT NULL DEFAULT pg_current_xact_id(),
    hash           bytea       NOT NULL,
    CHECK (false) NO INHERIT,
    CHECK (version >= 1),
    CHECK (jsonb_typeof(metadata) = 'object'),
    CHECK (octet_length(hash) = 32)
);

COMMENT ON TABLE events IS 'What every event has in common; abstract, one table per kind inherits from it.';
COMMENT ON COLUMN events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';
COMMENT ON COLUMN events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';
COMMENT ON COLUMN events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';
COMMENT ON COLUMN events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';
COMMENT ON COLUMN events.pet_id IS 'Whose event this is.';
COMMENT ON COLUMN events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';
COMMENT ON COLUMN events.occurred_on IS 'The day it happened, in the time zone of the shop.';
COMMENT ON COLUMN events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';
COMMENT ON COLUMN events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';
