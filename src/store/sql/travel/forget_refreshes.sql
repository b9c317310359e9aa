-- The refreshes of the empty shop make way for those of the books.

DELETE FROM snapshot_refreshes
