DROP VIEW unified_events;
