DROP TABLE setup_links CASCADE;
