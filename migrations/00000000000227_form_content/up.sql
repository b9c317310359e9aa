-- A form's key stands for its content: the same again gives the same answer, and other content under a used key records nothing.

ALTER TABLE form_keys
    ADD COLUMN content bytea,
    ADD CHECK (octet_length(content) = 32);

COMMENT ON COLUMN form_keys.content IS 'SHA-256 of what was typed and where it was sent; NULL for keys that were used before this was kept.';
