-- Moments whose stock is kept – how many pets of each species had each status, and what they cost together.
--
-- What was does not change. So the stock of any moment is that of the nearest kept one before it, corrected by the pets with events since:
-- some hundred, however large the shop and however long ago. A refresh adds the moments that are due.
--
-- One thing does change what was: a transaction that took its timestamp first and committed last. Events are only ever added, so that the
-- same number of events until a moment is the same events. A moment keeps that number, and one that no longer adds up is made again.

CREATE TABLE stock_moments (
    moment timestamptz NOT NULL PRIMARY KEY,
    events bigint      NOT NULL,
    CHECK (events > 0)
);

COMMENT ON TABLE stock_moments IS 'The moments whose stock is kept: one every 250 events, in the order of recording.';
COMMENT ON COLUMN stock_moments.moment IS 'The stock is that after everything that was recorded until this microsecond.';
COMMENT ON COLUMN stock_moments.events IS 'How many events had been recorded by then; where it does not add up, one has come late.';
