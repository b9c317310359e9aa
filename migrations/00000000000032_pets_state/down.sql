DROP VIEW pets_state;
