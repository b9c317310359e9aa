-- is_number: whether what somebody looks for is of a telephone number: some of its digits, or all of them with the country's code, which the number may lack.

CREATE OR REPLACE FUNCTION is_number(telephone text, sought text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN folded(sought) !~ '[^0-9 +()/.]'
   AND (strpos(digits(telephone), digits(folded(sought))) > 0
        OR (char_length(digits(telephone)) >= 6
            AND "right"(digits(folded(sought)), char_length(digits(telephone))) = digits(telephone)
            AND char_length(digits(folded(sought))) - char_length(digits(telephone)) <= 4));

COMMENT ON FUNCTION is_number(text, text) IS 'Whether a telephone number has these digits, with or without the country''s code.';
