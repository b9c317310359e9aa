DROP TRIGGER append_only_table ON events;
DROP TRIGGER append_only_rows ON events;
DROP PROCEDURE make_append_only(regclass);
DROP FUNCTION refuse_rewriting();
