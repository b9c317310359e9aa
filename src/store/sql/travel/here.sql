-- In which cluster this is, and which of its transactions can be seen.

SELECT system_identifier AS cluster, pg_current_snapshot() AS seen FROM pg_control_system()
