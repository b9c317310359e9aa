DROP VIEW pets_state;
DROP FUNCTION pets_state_at(timestamptz);
