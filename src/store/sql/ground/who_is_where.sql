-- Who asks, and in which database.

SELECT current_user::text AS who, current_database()::text AS database
