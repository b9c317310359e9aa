-- Two accounts whose names look alike would be taken for one another, at the door and in history. What a name looks like is worked out by the program,
-- by Unicode's list of confusable characters; `hello migrate` does so for accounts that are there, and leaves it open for who looks like somebody before.

ALTER TABLE accounts
    ADD COLUMN look       text,
    ADD COLUMN look_small text;

CREATE UNIQUE INDEX accounts_look_key ON accounts (look);
CREATE UNIQUE INDEX accounts_look_small_key ON accounts (look_small);

COMMENT ON COLUMN accounts.look IS 'What the name looks like as it is written (the skeleton of UTS #39, in small letters). NULL: like that of another account.';
COMMENT ON COLUMN accounts.look_small IS 'What the name looks like in small letters. NULL: like that of another account.';
COMMENT ON INDEX accounts_look_key IS 'One look, one colleague.';
COMMENT ON INDEX accounts_look_small_key IS 'One look in small letters, one colleague.';
