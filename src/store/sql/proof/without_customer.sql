-- The first hundred sales whose customer is not there.

SELECT sale.id
FROM pet_sold_events AS sale
WHERE NOT EXISTS (SELECT FROM customers AS customer WHERE customer.id = sale.customer_id)
ORDER BY sale.id
LIMIT 100
