-- PetReturned: a pet came back from the customer who had bought it. The sale stays in the books.

CREATE TABLE pet_returned_events (
    reason text NOT NULL,
    refund numeric(10, 2) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetReturned'),
    CHECK (char_length(reason) BETWEEN 1 AND 1000),
    CHECK (refund >= 0)
) INHERITS (events);

ALTER TABLE pet_returned_events ALTER event_type SET DEFAULT 'PetReturned';

CREATE INDEX pet_returned_events_by_transaction ON pet_returned_events (transaction_id);
CREATE INDEX pet_returned_events_by_recorder ON pet_returned_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_returned_events_by_day ON pet_returned_events (occurred_on) INCLUDE (id, refund);

COMMENT ON TABLE pet_returned_events IS 'A pet came back from the customer who had bought it.';
COMMENT ON COLUMN pet_returned_events.reason IS 'Why.';
COMMENT ON COLUMN pet_returned_events.refund IS 'What was paid back, in the currency of the shop.';

COMMENT ON COLUMN events.event_type IS 'PetArrived, PetBorn, PetSold, PetReturned, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';
