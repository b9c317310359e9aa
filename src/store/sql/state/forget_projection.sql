-- Lets the projection be filled anew the next time that it follows the log.

SELECT forget_projection()
