-- Customers: people who take pets home.
--
-- People live outside the log. An event carries a customer's id; the name and the contacts stand here, so that a customer can be
-- forgotten while history stays whole.

CREATE TABLE customers (
    id         uuid        NOT NULL PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    email      text,
    phone      text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT customers_name_fits CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT customers_email_fits CHECK (char_length(email) BETWEEN 3 AND 254),
    CONSTRAINT customers_phone_fits CHECK (char_length(phone) BETWEEN 1 AND 40)
);

CREATE INDEX customers_by_name ON customers (lower(name), id);

COMMENT ON TABLE customers IS 'People who take pets home; who bought what stands in the log, as an id.';
COMMENT ON COLUMN customers.id IS 'What a sale carries.';
COMMENT ON COLUMN customers.name IS 'What the customer is called, as they gave it.';
COMMENT ON COLUMN customers.email IS 'An e-mail address, where they gave one.';
COMMENT ON COLUMN customers.phone IS 'A telephone number, where they gave one.';
COMMENT ON COLUMN customers.created_at IS 'When they first bought something.';
