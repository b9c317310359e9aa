-- How many events there are: those that the projection has counted in, and those that it has not seen.

SELECT latest.events + (SELECT count(*) FROM unprojected_events) AS n FROM latest_projection AS latest
