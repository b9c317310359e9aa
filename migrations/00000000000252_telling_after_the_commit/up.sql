-- Telling after the commit: no event table has a trigger that notifies, for Postgres lets one transaction that notifies commit at a time. Who records
-- tells afterwards, many events at once.

DROP FUNCTION IF EXISTS announce_events() CASCADE;
