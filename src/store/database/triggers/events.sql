-- events: a statement that names the parent rewrites nothing either.

CALL make_append_only('events');
