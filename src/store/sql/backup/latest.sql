-- The latest backup.

SELECT id, taken_at, file, bytes, events, is_encrypted, checked_at FROM backups ORDER BY taken_at DESC LIMIT 1
