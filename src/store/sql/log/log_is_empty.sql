-- Whether nothing has been recorded.

SELECT NOT EXISTS (SELECT FROM events) AS yes
