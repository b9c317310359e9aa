-- What the audit log holds of a customer, and of those who were joined into this one, newest first.
--
--   $1 customer  who

SELECT line.id, line.recorded_at, line.what, line.account_id, doer.name AS by, line.about_account_id, NULL::text AS about, line.about_customer_id,
       line.address, line.request_id, line.details
FROM audit_log AS line
LEFT JOIN accounts AS doer ON doer.id = line.account_id
WHERE line.about_customer_id = ANY (ARRAY(SELECT id FROM customers WHERE id = $1 OR joined_into = $1))
ORDER BY line.id DESC
