-- Says in which language Postgres says what is wrong.
--
--   $1 language  as lc_messages has it: C for English

SELECT set_config('lc_messages', $1, false)
