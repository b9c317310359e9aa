-- PetSold: a pet went home with a customer.

CREATE TABLE pet_sold_events (
    customer_id uuid NOT NULL REFERENCES customers (id),
    sale_price  numeric(10, 2) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pet_id, version),
    FOREIGN KEY (pet_id) REFERENCES pet_streams (pet_id),
    CHECK (event_type = 'PetSold'),
    CHECK (sale_price >= 0)
) INHERITS (events);

ALTER TABLE pet_sold_events ALTER event_type SET DEFAULT 'PetSold';

CREATE INDEX pet_sold_events_by_transaction ON pet_sold_events (transaction_id);
CREATE INDEX pet_sold_events_by_recorder ON pet_sold_events ((metadata ->> 'recorded_by'), id);
CREATE INDEX pet_sold_events_by_customer ON pet_sold_events (customer_id, id);
CREATE INDEX pet_sold_events_by_day ON pet_sold_events (occurred_on) INCLUDE (id, sale_price);

COMMENT ON TABLE pet_sold_events IS 'A pet went home with a customer.';
COMMENT ON COLUMN pet_sold_events.customer_id IS 'Who took it home.';
COMMENT ON COLUMN pet_sold_events.sale_price IS 'What was paid, in the currency of the shop.';
