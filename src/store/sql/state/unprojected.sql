-- How many events the projection has not seen.

SELECT count(*) AS n FROM unprojected_events
