DROP FUNCTION continue_stream();
DROP FUNCTION begin_stream();
