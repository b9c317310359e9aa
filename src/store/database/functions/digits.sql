-- digits: what of a telephone number is the same however it is written: without the zeros at its beginning, or the one in "+43 (0)1". Of two writings of
-- a number, with and without the country's code, one then ends with the other.

CREATE OR REPLACE FUNCTION digits(telephone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(ltrim(regexp_replace(replace(telephone, '(0)', ''), '[^0-9]', '', 'g'), '0'), '');

COMMENT ON FUNCTION digits(text) IS 'The digits of a telephone number without the zeros before it; NULL where there are none.';
