-- Keeps the text that made an object.
--
--   $1 name  its file
--   $2 hash  sha256 of the text

INSERT INTO database_objects (name, hash) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET hash = EXCLUDED.hash, replaced_at = now()
