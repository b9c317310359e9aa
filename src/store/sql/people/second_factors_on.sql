-- The accounts at whose sign-in a code is asked for.

SELECT account_id AS id FROM second_factors WHERE secret IS NOT NULL
