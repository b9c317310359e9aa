-- Append-only, enforced by the database rather than by good intentions.
--
-- A row trigger on the parent never fires for rows of a child, and a statement trigger only for the table that the statement names:
-- every child needs all three, the parent those for statements. ENABLE ALWAYS, because session_replication_role = replica would
-- otherwise go around them.

CREATE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: events are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Record a new event that says what happened.';
END
$$;

CREATE PROCEDURE make_append_only(events_table regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', events_table);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', events_table);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only_rows, ENABLE ALWAYS TRIGGER append_only_table', events_table);
END
$$;

CALL make_append_only('events');

COMMENT ON FUNCTION refuse_rewriting() IS 'Trigger: refuses UPDATE, DELETE and TRUNCATE.';
COMMENT ON PROCEDURE make_append_only(regclass) IS 'Gives an event table the triggers that refuse rewriting.';
