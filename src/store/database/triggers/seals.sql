-- seals, and what they cover, stay as they were made.

CALL make_append_only('seals');
CALL make_append_only('seal_heads');
