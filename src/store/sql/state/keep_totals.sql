-- Keeps the stock of the moments that are due.

SELECT keep_totals()
