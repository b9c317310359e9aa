-- The earliest moment at which something was recorded that the projection has not seen; NULL where it has seen all.

SELECT min(created_at) AS at FROM unprojected_events
