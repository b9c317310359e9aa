-- The currency in which the books are kept; no row before the first event.

SELECT currency FROM books
