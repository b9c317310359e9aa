-- All seals, each with the refresh that made it, the first one first.

SELECT seal.id,
       seal.sealed_at,
       seal.refresh_id,
       seal.pets,
       seal.events,
       seal.root,
       seal.previous_hash,
       seal.public_key,
       seal.signature,
       refresh.started_at,
       refresh.finished_at,
       refresh.requested_by
FROM seals AS seal
JOIN snapshot_refreshes AS refresh ON refresh.id = seal.refresh_id
ORDER BY seal.id
