ALTER TABLE form_keys ADD COLUMN location text;
UPDATE form_keys SET location = coalesce('/pets/' || pet_id, '/customers/' || customer_id);
ALTER TABLE form_keys ALTER location SET NOT NULL, DROP CONSTRAINT form_keys_check, DROP COLUMN pet_id, DROP COLUMN version, DROP COLUMN customer_id;
