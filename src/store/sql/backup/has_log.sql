-- Whether there is a log at all.

SELECT to_regclass('public.pet_streams') IS NOT NULL AS yes
