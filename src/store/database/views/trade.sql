-- trade: what each sale, return and birth adds to the figures of its day, and what is taken from them again where it is taken back.
--
-- Each line is as old as the event that it comes from, so that the figures of a moment are the sum of the lines until then. OFFSET 0: what few events
-- took back is looked up by its id.

CREATE OR REPLACE VIEW trade AS
SELECT id, created_at, occurred_on, 1 AS sold, sale_price AS takings, 0 AS returned, 0::numeric AS refunds, 0 AS born FROM pet_sold_events
UNION ALL
SELECT id, created_at, occurred_on, 0, 0, 1, refund, 0 FROM pet_returned_events
UNION ALL
SELECT id, created_at, occurred_on, 0, 0, 0, 0, 1 FROM pet_born_events
UNION ALL
SELECT r.id, r.created_at, sale.occurred_on, -1, -sale.sale_price, 0, 0, 0
FROM event_retracted_events AS r CROSS JOIN LATERAL (SELECT occurred_on, sale_price FROM pet_sold_events WHERE id = r.retracted_event_id OFFSET 0) AS sale
UNION ALL
SELECT r.id, r.created_at, back.occurred_on, 0, 0, -1, -back.refund, 0
FROM event_retracted_events AS r CROSS JOIN LATERAL (SELECT occurred_on, refund FROM pet_returned_events WHERE id = r.retracted_event_id OFFSET 0) AS back
UNION ALL
SELECT r.id, r.created_at, born.occurred_on, 0, 0, 0, 0, -1
FROM event_retracted_events AS r CROSS JOIN LATERAL (SELECT occurred_on FROM pet_born_events WHERE id = r.retracted_event_id OFFSET 0) AS born;

COMMENT ON VIEW trade IS 'What each sale, return and birth adds to the figures of its day, and what is taken from them again where it is taken back.';
COMMENT ON COLUMN trade.id IS 'The event from which the line comes.';
COMMENT ON COLUMN trade.created_at IS 'When that was recorded.';
COMMENT ON COLUMN trade.occurred_on IS 'The day to whose figures it belongs.';
COMMENT ON COLUMN trade.sold IS 'How many pets went home.';
COMMENT ON COLUMN trade.takings IS 'What was paid for them.';
COMMENT ON COLUMN trade.returned IS 'How many came back.';
COMMENT ON COLUMN trade.refunds IS 'What was paid back for them.';
COMMENT ON COLUMN trade.born IS 'How many were born.';
