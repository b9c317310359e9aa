DROP TABLE event_retracted_events CASCADE;
