-- Customers: people who take pets home.
--
-- People live outside the log. An event carries a customer's id; the name and the contacts stand here, so that a customer can be forgotten
-- while history stays whole: name and contacts go, the row and its id stay, since every sale points there.
--
-- An UPDATE leaves the old version of the row behind until a vacuum, and ANALYZE keeps samples of what it saw. So this table is vacuumed
-- at the first chance after any change, and the planner keeps nothing of names and contacts; it needs none, for nobody looks customers up
-- by comparing whole names.

CREATE TABLE customers (
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    name         text,
    email        text,
    phone        text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    forgotten_at timestamptz,
    forgotten_by uuid,
    PRIMARY KEY (id),
    FOREIGN KEY (forgotten_by) REFERENCES accounts (id),
    CHECK (char_length(name) BETWEEN 1 AND 100),
    CHECK (char_length(email) BETWEEN 3 AND 254),
    CHECK (char_length(phone) BETWEEN 1 AND 40),
    CHECK (
        CASE WHEN forgotten_at IS NULL THEN name IS NOT NULL AND forgotten_by IS NULL
             ELSE forgotten_by IS NOT NULL AND (name, email, phone) IS NULL END
    )
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

ALTER TABLE customers ALTER name SET STATISTICS 0, ALTER email SET STATISTICS 0, ALTER phone SET STATISTICS 0;

CREATE INDEX customers_by_name ON customers (lower(name), id);
ALTER INDEX customers_by_name ALTER COLUMN 1 SET STATISTICS 0;

COMMENT ON TABLE customers IS 'People who take pets home; who bought what stands in the log, as an id.';
COMMENT ON COLUMN customers.id IS 'What a sale carries.';
COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it. NULL: forgotten.';
COMMENT ON COLUMN customers.email IS 'An e-mail address, where they gave one.';
COMMENT ON COLUMN customers.phone IS 'A telephone number, where they gave one.';
COMMENT ON COLUMN customers.created_at IS 'When they first bought something.';
COMMENT ON COLUMN customers.forgotten_at IS 'When name and contacts were forgotten. NULL: they were not.';
COMMENT ON COLUMN customers.forgotten_by IS 'Who had them forgotten.';
