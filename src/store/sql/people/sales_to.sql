-- How many sales name a customer, taken back or not.
--
--   $1 customer  which

SELECT count(*) AS n FROM sales_to($1)
