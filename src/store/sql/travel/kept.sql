-- How the books are kept.

SELECT currency, since FROM books
