-- Lets the projection follow the log; how many events it had not seen.

SELECT project_events() AS n
