-- Which cluster this is: servers that follow it have its number.

SELECT system_identifier AS n FROM pg_control_system()
