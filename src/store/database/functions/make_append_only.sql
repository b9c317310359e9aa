-- make_append_only: gives a table the triggers that refuse rewriting.
--
-- A row trigger on a parent never fires for rows of a child, and a statement trigger only for the table that the statement names: every child
-- needs all of them. ENABLE ALWAYS, because session_replication_role = replica would otherwise go around them.

CREATE OR REPLACE PROCEDURE make_append_only(kept regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', kept);
    EXECUTE format('CREATE OR REPLACE TRIGGER append_only_table BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', kept);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only_rows, ENABLE ALWAYS TRIGGER append_only_table', kept);
END
$$;

COMMENT ON PROCEDURE make_append_only(regclass) IS 'Gives a table the triggers that refuse rewriting.';
