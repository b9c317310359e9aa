DROP TABLE event_retracted_events;
DROP FUNCTION take_back_the_latest();
