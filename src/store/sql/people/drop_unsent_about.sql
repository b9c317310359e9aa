-- Drops what was typed and not sent, where it contains what is known of a customer.
--
--   $1 name   what they are called
--   $2 email  their e-mail address
--   $3 phone  their telephone number

DELETE FROM unsent_forms AS unsent
WHERE EXISTS (
    SELECT
    FROM jsonb_each_text(unsent.fields) AS field (name, typed)
    WHERE strpos(folded(field.typed), (SELECT folded($1))) > 0
       OR strpos(lower(field.typed), lower($2)) > 0
       OR strpos(digits(field.typed), (SELECT digits($3) WHERE char_length(digits($3)) >= 6)) > 0
)
