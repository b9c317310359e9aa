-- Whether nobody can sign in yet.

SELECT NOT EXISTS (SELECT FROM accounts WHERE password_hash IS NOT NULL) AS yes
