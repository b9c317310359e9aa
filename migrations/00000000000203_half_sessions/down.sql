DROP TABLE half_sessions CASCADE;
