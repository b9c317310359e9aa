-- Keeps what the shop is called.
--
--   $1 name  the name

INSERT INTO shop (name) VALUES ($1) ON CONFLICT (one) DO UPDATE SET name = excluded.name
