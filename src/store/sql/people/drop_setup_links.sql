-- Ends all setup links.

DELETE FROM setup_links
