-- How many sales name a customer, taken back or not.
--
--   $1 customer  which

SELECT count(*) AS n FROM pet_sold_events WHERE customer_id = $1
