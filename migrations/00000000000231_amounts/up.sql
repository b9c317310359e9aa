-- Amounts: with as many decimals as the currency of the shop has, from none to four, where there were two.
--
-- A number without a stated scale keeps that of each value, so that no row is rewritten, and what was recorded hashes to what it did. What is
-- computed from these columns goes, and comes anew from src/store/database.

DROP VIEW IF EXISTS pet_origins, unified_events CASCADE;
DELETE FROM database_objects;

ALTER TABLE pet_arrived_events
    ALTER price TYPE numeric,
    DROP CONSTRAINT pet_arrived_events_price_check,
    ADD CHECK (price BETWEEN 0 AND 999999999999 AND scale(price) <= 4);

ALTER TABLE pet_born_events
    ALTER price TYPE numeric,
    DROP CONSTRAINT pet_born_events_price_check,
    ADD CHECK (price BETWEEN 0 AND 999999999999 AND scale(price) <= 4);

ALTER TABLE pet_sold_events
    ALTER sale_price TYPE numeric,
    DROP CONSTRAINT pet_sold_events_sale_price_check,
    ADD CHECK (sale_price BETWEEN 0 AND 999999999999 AND scale(sale_price) <= 4);

ALTER TABLE pet_returned_events
    ALTER refund TYPE numeric,
    DROP CONSTRAINT pet_returned_events_refund_check,
    ADD CHECK (refund BETWEEN 0 AND 999999999999 AND scale(refund) <= 4);

ALTER TABLE pet_price_change_events
    ALTER old_price TYPE numeric,
    ALTER new_price TYPE numeric,
    DROP CONSTRAINT pet_price_change_events_old_price_check,
    DROP CONSTRAINT pet_price_change_events_new_price_check,
    ADD CHECK (old_price BETWEEN 0 AND 999999999999 AND scale(old_price) <= 4),
    ADD CHECK (new_price BETWEEN 0 AND 999999999999 AND scale(new_price) <= 4);
