ALTER TABLE pet_arrived_events
    DROP CONSTRAINT pet_arrived_events_price_check,
    ALTER price TYPE numeric(10, 2),
    ADD CHECK (price >= 0);

ALTER TABLE pet_born_events
    DROP CONSTRAINT pet_born_events_price_check,
    ALTER price TYPE numeric(10, 2),
    ADD CHECK (price >= 0);

ALTER TABLE pet_sold_events
    DROP CONSTRAINT pet_sold_events_sale_price_check,
    ALTER sale_price TYPE numeric(10, 2),
    ADD CHECK (sale_price >= 0);

ALTER TABLE pet_returned_events
    DROP CONSTRAINT pet_returned_events_refund_check,
    ALTER refund TYPE numeric(10, 2),
    ADD CHECK (refund >= 0);

ALTER TABLE pet_price_change_events
    DROP CONSTRAINT pet_price_change_events_old_price_check,
    DROP CONSTRAINT pet_price_change_events_new_price_check,
    ALTER old_price TYPE numeric(10, 2),
    ALTER new_price TYPE numeric(10, 2),
    ADD CHECK (old_price >= 0),
    ADD CHECK (new_price >= 0);
