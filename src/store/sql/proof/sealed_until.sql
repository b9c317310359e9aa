-- What of the log the newest seal has seen; nothing where there is none, or it was made in another cluster.

SELECT coalesce(
    (
        SELECT refresh.position
        FROM seals AS seal
        JOIN snapshot_refreshes AS refresh ON refresh.id = seal.refresh_id
        WHERE refresh.cluster_id = (SELECT system_identifier FROM pg_control_system())
          AND seal.id = (SELECT max(id) FROM seals)
    ),
    '1:1:'
) AS position
