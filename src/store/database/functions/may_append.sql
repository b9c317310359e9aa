-- may_append: whether what a form says goes into the log now. Holds what the shop has decided it by until it is there, and uses the form's key up.
--
-- So nothing is locked while the shop decides: it reads, decides, and appends in one statement, which appends nothing where what it has read is
-- no longer so. A ticket is an object with `form`, `content`, `account`, `pet`, `version` and `currency`; where it was decided by more than the pet,
-- with `mother` and `mother_version`, with `customer`, or with `new_customer`, who becomes known with it. Where it does not say `waits`, it is refused
-- while another transaction holds its pet, mother or customer.

CREATE OR REPLACE FUNCTION may_append(ticket jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    pet            CONSTANT uuid    := ticket ->> 'pet';
    pet_version    CONSTANT integer := ticket ->> 'version';
    mother         CONSTANT uuid    := ticket ->> 'mother';
    customer       CONSTANT uuid    := ticket ->> 'customer';
    new_customer   CONSTANT jsonb   := nullif(ticket -> 'new_customer', 'null');
    waits          CONSTANT boolean := ticket ->> 'waits';
BEGIN
    IF NOT EXISTS (SELECT FROM books WHERE currency = ticket ->> 'currency') THEN
        RETURN false;
    END IF;
    IF pet_version > 1 THEN
        IF waits THEN
            PERFORM FROM pet_streams WHERE pet_id = pet AND version = pet_version - 1 FOR UPDATE;
        ELSE
            PERFORM FROM pet_streams WHERE pet_id = pet AND version = pet_version - 1 FOR UPDATE SKIP LOCKED;
        END IF;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
    END IF;
    IF mother IS NOT NULL THEN
        IF waits THEN
            PERFORM FROM pet_streams WHERE pet_id = mother AND version = (ticket ->> 'mother_version')::integer FOR SHARE;
        ELSE
            PERFORM FROM pet_streams WHERE pet_id = mother AND version = (ticket ->> 'mother_version')::integer FOR SHARE SKIP LOCKED;
        END IF;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
    END IF;
    IF customer IS NOT NULL THEN
        IF waits THEN
            PERFORM FROM customers WHERE id = customer AND name IS NOT NULL FOR KEY SHARE;
        ELSE
            PERFORM FROM customers WHERE id = customer AND name IS NOT NULL FOR KEY SHARE SKIP LOCKED;
        END IF;
        IF NOT FOUND THEN
            RETURN false;
        END IF;
    END IF;
    -- Who sends the same form meanwhile waits here until the first one is committed or gone.
    INSERT INTO form_keys (form_key, content, account_id, pet_id, version)
    VALUES ((ticket ->> 'form')::uuid, (ticket ->> 'content')::bytea, (ticket ->> 'account')::uuid, pet, pet_version)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF new_customer IS NOT NULL THEN
        INSERT INTO customers (id, name, email, phone)
        VALUES ((new_customer ->> 'id')::uuid, new_customer ->> 'name', new_customer ->> 'email', new_customer ->> 'phone');
    END IF;
    RETURN true;
END
$$;

COMMENT ON FUNCTION may_append(jsonb) IS 'Whether what a form says goes into the log now; holds what it was decided by, and uses the form''s key up.';
