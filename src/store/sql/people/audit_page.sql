-- A page of the audit log, by id, with names. The ids of a day, of a page and of the filter by days are one range.
--
--   $1 above  only ids above this one
--   $2 below  only ids below this one
--   $3 kind   only this kind, where the page is by kind
--   $4 who    only what this account did, or what concerns it, where the page is by account
--   $5 most   how many

SELECT line.id,
       line.recorded_at,
       line.what,
       line.account_id,
       doer.name AS by,
       line.about_account_id,
       concerned.name AS about,
       line.about_customer_id,
       line.address,
       line.request_id,
       line.details
FROM (
    SELECT *
    FROM audit_log
    WHERE id > $1
      AND id < $2
    /*: if by_kind :*/
      AND what = $3
    /*: endif :*/
    /*: if by_account :*/
      AND (account_id = $4 OR about_account_id = $4)
    /*: endif :*/
    ORDER BY id /*: if newest_first :*/DESC/*: else :*/ASC/*: endif :*/
    LIMIT $5
) AS line
LEFT JOIN accounts AS doer ON doer.id = line.account_id
LEFT JOIN accounts AS concerned ON concerned.id = line.about_account_id
ORDER BY line.id /*: if newest_first :*/DESC/*: else :*/ASC/*: endif :*/
