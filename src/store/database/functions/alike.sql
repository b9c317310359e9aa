-- alike: the customers who are likely the same as somebody: called by the same words, with the same e-mail whatever its case, or with the same telephone,
-- with or without the country's code. What makes two alike is said here and nowhere else.
--
-- It is a text and not ATOMIC, since it gives whole rows: a migration may change their types beneath it.

CREATE OR REPLACE FUNCTION alike(called text, mail text, telephone text) RETURNS SETOF customers
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT known.*
FROM customers AS known
WHERE known.name IS NOT NULL
  AND (words_of(known.name) = words_of(called)
       OR lower(known.email) = lower(mail)
       -- Of two writings of a number one ends with the other; the last digits are looked up.
       OR ("right"(digits(known.phone), 6) = "right"(digits(telephone), 6)
           AND least(char_length(digits(known.phone)), char_length(digits(telephone))) >= 6
           AND ("right"(digits(known.phone), char_length(digits(telephone))) = digits(telephone)
                OR "right"(digits(telephone), char_length(digits(known.phone))) = digits(known.phone))));
$$;

COMMENT ON FUNCTION alike(text, text, text) IS 'The customers who are likely the same as somebody of this name, e-mail or telephone.';
