-- The major version of the server.

SELECT current_setting('server_version_num')::bigint / 10000 AS n
