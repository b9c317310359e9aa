-- A form's key keeps what the form has recorded, not where that is shown: the pet and the version of its event, or the customer.
ALTER TABLE form_keys
    ADD COLUMN pet_id uuid,
    ADD COLUMN version integer,
    ADD COLUMN customer_id uuid;
UPDATE form_keys
SET pet_id = CASE WHEN location LIKE '/pets/%' THEN substr(location, 7)::uuid END,
    customer_id = CASE WHEN location LIKE '/customers/%' THEN substr(location, 12)::uuid END;
UPDATE form_keys AS used
SET version = (
    SELECT min(event.version) FROM events AS event WHERE event.pet_id = used.pet_id AND event.created_at >= used.used_at
)
WHERE pet_id IS NOT NULL;
DELETE FROM form_keys WHERE version IS NULL AND customer_id IS NULL;
ALTER TABLE form_keys
    DROP COLUMN location,
    ADD CONSTRAINT form_keys_check CHECK ((pet_id IS NULL) = (version IS NULL) AND num_nonnulls(pet_id, customer_id) = 1);
COMMENT ON COLUMN form_keys.pet_id IS 'The pet to which the form has made something happen.';
COMMENT ON COLUMN form_keys.version IS 'The version of that event.';
COMMENT ON COLUMN form_keys.customer_id IS 'The customer whom the form has forgotten.';
