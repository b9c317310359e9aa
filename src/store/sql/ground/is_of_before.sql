-- Whether the shop stands here as the version before made it, whose migrations were others.

SELECT to_regclass('public.stock_checkpoints') IS NOT NULL AS yes
