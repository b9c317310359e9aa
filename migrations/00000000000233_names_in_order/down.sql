CREATE INDEX pet_arrived_events_by_name ON pet_arrived_events (lower(name), pet_id);
CREATE INDEX pet_born_events_by_name ON pet_born_events (lower(name), pet_id);
CREATE INDEX customers_by_name ON customers (lower(name), id);
