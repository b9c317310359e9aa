-- What of the log the projection has seen.

SELECT position FROM latest_projection
