-- What those are called who stand in the books by their id.

SELECT account.id, account.created_at, account.name
FROM accounts AS account
WHERE EXISTS (SELECT FROM events WHERE metadata ->> 'recorded_by' = account.id::text)
   OR EXISTS (SELECT FROM customers WHERE forgotten_by = account.id OR joined_by = account.id)
   OR EXISTS (SELECT FROM snapshot_refreshes WHERE requested_by = account.id)
ORDER BY account.created_at, account.id
