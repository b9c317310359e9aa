-- Whether Postgres says what is wrong in another language than English.

SELECT lower(split_part(split_part(current_setting('lc_messages'), '.', 1), '_', 1)) NOT IN ('', 'c', 'posix', 'en') AS yes
