-- Writes a line of the audit log.
--
--   $1 id        a UUIDv7 of the moment
--   $2 at        the moment
--   $3 kind      what was done or tried
--   $4 account   who did it
--   $5 about     the colleague whom it concerns
--   $6 customer  the customer whom it concerns
--   $7 address   where it came from
--   $8 request   the request, as it stands in the server's log
--   $9 details   what else there is to say

INSERT INTO audit_log (id, recorded_at, what, account_id, about_account_id, about_customer_id, address, request_id, details)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
