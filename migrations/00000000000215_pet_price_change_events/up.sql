-- PetPriceChange: a pet got another price.

CREATE TABLE pet_price_change_events (
    old_price numeric(10, 2) NOT NULL,
    new_price numeric(10, 2) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetPriceChange'),
    CHECK (old_price >= 0),
    CHECK (new_price >= 0),
    CHECK (new_price <> old_price)
) INHERITS (events);

ALTER TABLE pet_price_change_events ALTER event_type SET DEFAULT 'PetPriceChange';

CREATE INDEX pet_price_change_events_by_transaction ON pet_price_change_events (transaction_id);
CREATE INDEX pet_price_change_events_by_recorder ON pet_price_change_events ((metadata ->> 'recorded_by'), id);

COMMENT ON TABLE pet_price_change_events IS 'A pet got another price.';
COMMENT ON COLUMN pet_price_change_events.old_price IS 'What it cost before, in the currency of the shop.';
COMMENT ON COLUMN pet_price_change_events.new_price IS 'What it costs from then on.';
