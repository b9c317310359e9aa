-- refuse_rewriting: what is append-only is not rewritten, enforced by the database rather than by good intentions.

CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME IN ('seals', 'seal_heads') THEN
        RAISE EXCEPTION '% of % is refused: seals are append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'A refresh makes a new one.';
    ELSIF TG_TABLE_NAME = 'audit_log' THEN
        RAISE EXCEPTION '% of % is refused: the audit log is append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'What was tried stays tried.';
    END IF;
    RAISE EXCEPTION '% of % is refused: events are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Record a new event that says what happened.';
END
$$;

COMMENT ON FUNCTION refuse_rewriting() IS 'Trigger: refuses UPDATE, DELETE and TRUNCATE.';
