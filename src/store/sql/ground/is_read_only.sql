-- Whether nothing can be recorded here: the database only follows another one, or is set to be read.

SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS yes
