-- All seals as they stand there, the first one first.

SELECT seal.id,
       to_jsonb(seal.sealed_at) #>> '{}' AS sealed_at,
       seal.refresh_id,
       seal.pets,
       seal.events,
       seal.root,
       seal.previous_hash,
       seal.hash,
       seal.public_key,
       seal.signature,
       refresh.finished_at IS NOT NULL AND refresh.failure IS NULL AND refresh.events IS NOT DISTINCT FROM seal.events AS has_refresh
FROM seals AS seal
LEFT JOIN snapshot_refreshes AS refresh ON refresh.id = seal.refresh_id
ORDER BY seal.id
