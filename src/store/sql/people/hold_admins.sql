-- Those who can run the shop. Nobody else changes them until this transaction ends; all ask in one order, so that no two wait for each other.

SELECT id
FROM accounts
WHERE role = 'admin'
  AND disabled_at IS NULL
  AND password_hash IS NOT NULL
ORDER BY id
FOR UPDATE
