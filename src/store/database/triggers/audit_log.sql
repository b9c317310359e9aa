-- audit_log: what was tried stays tried.

CALL make_append_only('audit_log');
