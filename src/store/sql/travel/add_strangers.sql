-- Adds customers who have stayed behind: their ids, and no name.
--
--   $1 ids    what sales carry
--   $2 since  when they first bought something

INSERT INTO customers (id, created_at, forgotten_at)
SELECT id, since, now() FROM unnest($1::uuid[], $2::timestamptz[]) AS stranger (id, since)
ON CONFLICT DO NOTHING
