-- customer_words: what a customer is found by any part of: the folded keys of name and e-mail, and the digits of the telephone number.

CREATE OR REPLACE FUNCTION customer_words(name text, email text, phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN folded(name) || ' ' || coalesce(folded(email), '') || ' ' || coalesce(digits(phone), '');

COMMENT ON FUNCTION customer_words(text, text, text) IS 'What a customer is found by any part of: the folded keys of name and e-mail, and the digits of the telephone number.';
