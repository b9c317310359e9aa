-- How long a statement may take on this connection.

SELECT current_setting('statement_timeout') AS value
