-- The events in which somebody typed a customer's name, by its folded key, their e-mail, or the digits of their telephone, newest first, with names.
-- It reads every word that anybody typed into the log; that takes as long as the log is, and nobody forgets customers all day.
--
--   $1 name   what the customer is called
--   $2 email  their e-mail address
--   $3 phone  their telephone number
--   $4 most   how many

SELECT line.*
FROM event_lines_at('infinity') AS line
WHERE line.id = ANY (ARRAY(
    SELECT id
    FROM (
        SELECT id, lower(metadata ->> 'note') AS words FROM events WHERE metadata ? 'note'
        UNION ALL
        SELECT id, lower(reason) FROM event_retracted_events
        UNION ALL
        SELECT id, lower(reason) FROM pet_returned_events
        UNION ALL
        SELECT id, lower(last_seen_location) FROM pet_lost_events
        UNION ALL
        SELECT id, lower(found_location) FROM pet_found_again_events
        UNION ALL
        SELECT id, lower(concat_ws(' ', name, species)) FROM pet_arrived_events
        UNION ALL
        SELECT id, lower(concat_ws(' ', name, species)) FROM pet_born_events
        UNION ALL
        SELECT id, lower(concat_ws(' ', old_name, new_name)) FROM pet_named_events
    ) AS typed
    WHERE strpos(folded(words), (SELECT folded($1))) > 0
       OR strpos(words, lower($2)) > 0
       OR strpos(digits(words), (SELECT digits($3) WHERE char_length(digits($3)) >= 6)) > 0
    ORDER BY id DESC
    LIMIT $4
))
ORDER BY line.id DESC
