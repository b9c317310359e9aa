
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.announce_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_notify('events', '');
    RETURN NULL;
END
$$;

ALTER FUNCTION public.announce_events() OWNER TO hello_owner;

COMMENT ON FUNCTION public.announce_events() IS 'Trigger: tells the channel "events" that something was recorded.';

CREATE FUNCTION public.begin_stream() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
BEGIN
    IF NEW.version <> 1 THEN
        RAISE EXCEPTION '% begins a stream, so its version is 1, not %', NEW.event_type, NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_begins_at_one';
    END IF;
    INSERT INTO pet_streams (pet_id, version, last_recorded_at, head)
    VALUES (NEW.pet_id, 1, NEW.created_at, sha256(event_encoding(to_jsonb(NEW))))
    RETURNING head INTO NEW.hash;
    RETURN NEW;
END
$$;

ALTER FUNCTION public.begin_stream() OWNER TO hello_owner;

COMMENT ON FUNCTION public.begin_stream() IS 'Trigger: the event is the first of a new stream, and of its chain of hashes.';

CREATE FUNCTION public.continue_stream() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
BEGIN
    UPDATE pet_streams
    SET version = NEW.version,
        last_recorded_at = NEW.created_at,
        head = sha256(head || event_encoding(to_jsonb(NEW)))
    WHERE pet_id = NEW.pet_id
      AND version = NEW.version - 1
      AND last_recorded_at < NEW.created_at
    RETURNING head INTO NEW.hash;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% at version % does not continue the stream of pet %', NEW.event_type, NEW.version, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stream_continues';
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION public.continue_stream() OWNER TO hello_owner;

COMMENT ON FUNCTION public.continue_stream() IS 'Trigger: the event takes the next version of its stream, and the next place in its chain of hashes.';

CREATE FUNCTION public.event_encoding(event jsonb) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN convert_to(((jsonb_strip_nulls(((event - 'hash'::text) - 'metadata'::text)) || jsonb_build_object('metadata', (event -> 'metadata'::text))))::text, 'UTF8'::name);

ALTER FUNCTION public.event_encoding(event jsonb) OWNER TO hello_owner;

COMMENT ON FUNCTION public.event_encoding(event jsonb) IS 'The bytes of an event that are hashed, from to_jsonb() of its row in the time zone UTC.';

CREATE FUNCTION public.first_event_id_of(moment timestamp with time zone) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((lpad(to_hex((floor((EXTRACT(epoch FROM GREATEST(moment, '1970-01-01 00:00:00+00'::timestamp with time zone)) * (1000)::numeric)))::bigint), 12, '0'::text) || repeat('0'::text, 20)))::uuid;

ALTER FUNCTION public.first_event_id_of(moment timestamp with time zone) OWNER TO hello_owner;

COMMENT ON FUNCTION public.first_event_id_of(moment timestamp with time zone) IS 'The smallest id that an event can have which was recorded at this moment or later.';

CREATE PROCEDURE public.hand_down_comments(IN source regclass, IN heir regclass)
    LANGUAGE plpgsql
    AS $$
DECLARE
    inherited record;
BEGIN
    FOR inherited IN
        SELECT theirs.attname AS name, col_description(source, ours.attnum) AS said
        FROM pg_attribute AS ours
        JOIN pg_attribute AS theirs ON theirs.attrelid = heir AND theirs.attname = ours.attname AND NOT theirs.attisdropped
        WHERE ours.attrelid = source
          AND ours.attnum > 0
          AND col_description(source, ours.attnum) IS NOT NULL
          AND col_description(heir, theirs.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', heir, inherited.name, inherited.said);
    END LOOP;
END
$$;

ALTER PROCEDURE public.hand_down_comments(IN source regclass, IN heir regclass) OWNER TO hello_owner;

COMMENT ON PROCEDURE public.hand_down_comments(IN source regclass, IN heir regclass) IS 'Gives the columns of a table or view what is said about columns of the same name elsewhere.';

CREATE FUNCTION public.keep_stock(every bigint DEFAULT 250) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    total  CONSTANT bigint := (SELECT coalesce(sum(version), 0) FROM pet_streams);
    latest stock_checkpoints;
    until  timestamptz := 'infinity';
    newer  bigint := 0;
BEGIN
    -- Back to the newest checkpoint that still adds up. Before the first there was nothing.
    LOOP
        SELECT * INTO latest FROM stock_checkpoints ORDER BY moment DESC LIMIT 1;
        IF NOT FOUND THEN
            latest := ('-infinity', 0);
        END IF;
        newer := newer + (
            SELECT count(*) FROM events
            WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment AND created_at <= until
        );
        EXIT WHEN latest.events + newer = total OR latest.events = 0;
        DELETE FROM stock_checkpoints WHERE moment = latest.moment;
        until := latest.moment;
    END LOOP;

    -- From there on one checkpoint every so many events, each made of the one before it. (What was recorded in one and the same
    -- microsecond is not torn apart.)
    WITH recorded AS MATERIALIZED (
        SELECT *
        FROM (
            SELECT pet_id, created_at, (rank() OVER (ORDER BY created_at) - 1) / every AS page
            FROM events
            WHERE id >= first_event_id_of(latest.moment) AND created_at > latest.moment
        ) AS event
        WHERE page < newer / every
    ),
    page AS MATERIALIZED (
        SELECT page, max(created_at) AS moment, count(*) AS events FROM recorded GROUP BY page
    ),
    checkpoint AS (
        INSERT INTO stock_checkpoints
        SELECT moment, latest.events + sum(events) OVER (ORDER BY page) FROM page
    ),
    -- Each pet as it was at the checkpoint before, and after each of its events: pet by pet, for its events lie together in the indexes.
    place AS (
        SELECT NULL AS page, pet_id, latest.moment FROM recorded GROUP BY pet_id
        UNION ALL
        SELECT page, pet_id, created_at FROM recorded
        ORDER BY pet_id, moment
        OFFSET 0
    ),
    state AS (
        SELECT place.page, place.pet_id, place.moment, state.species, state.status, state.price
        FROM place
        LEFT JOIN LATERAL (SELECT species, status, price FROM pets_state_at(place.moment) WHERE id = place.pet_id OFFSET 0) AS state ON true
    ),
    step AS (
        SELECT page, species, status, price,
               lag(species) OVER story AS former_species, lag(status) OVER story AS former_status, lag(price) OVER story AS former_price
        FROM state
        WINDOW story AS (PARTITION BY pet_id ORDER BY moment)
    ),
    change AS (
        SELECT step.page, side.species, side.status, sum(side.pets) AS pets, sum(side.value) AS value
        FROM step
        CROSS JOIN LATERAL (VALUES (step.former_species, step.former_status, -1, -step.former_price),
                                   (step.species, step.status, 1, step.price)) AS side (species, status, pets, value)
        WHERE step.page IS NOT NULL AND side.species IS NOT NULL
        GROUP BY step.page, side.species, side.status
    ),
    -- What the checkpoint before had, then each change; and nothing at all on each page for each kind, so that none is left out where it
    -- stays the same.
    line AS (
        SELECT -1 AS page, species, status, pets, value FROM stock_checkpoint_counts WHERE moment = latest.moment
        UNION ALL
        SELECT page, species, status, pets, value FROM change
    ),
    running AS (
        SELECT page, species, status, sum(sum(pets)) OVER so_far AS pets, sum(sum(value)) OVER so_far AS value
        FROM (
            SELECT * FROM line
            UNION ALL
            SELECT page, species, status, 0, 0 FROM page CROSS JOIN (SELECT DISTINCT species, status FROM line) AS kind
        ) AS line
        GROUP BY page, species, status
        WINDOW so_far AS (PARTITION BY species, status ORDER BY page)
    )
    INSERT INTO stock_checkpoint_counts
    SELECT page.moment, running.species, running.status, running.pets, running.value
    FROM running JOIN page USING (page)
    WHERE running.pets <> 0;
END
$$;

ALTER FUNCTION public.keep_stock(every bigint) OWNER TO hello_owner;

COMMENT ON FUNCTION public.keep_stock(every bigint) IS 'Adds the checkpoints of the stock that are due, one every so many events, and makes those again that do not add up.';

CREATE PROCEDURE public.make_announced(IN events_table regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER announces AFTER INSERT ON %s FOR EACH STATEMENT EXECUTE FUNCTION announce_events()', events_table);
END
$$;

ALTER PROCEDURE public.make_announced(IN events_table regclass) OWNER TO hello_owner;

COMMENT ON PROCEDURE public.make_announced(IN events_table regclass) IS 'Gives an event table the trigger that tells who listens.';

CREATE PROCEDURE public.make_append_only(IN events_table regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', events_table);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', events_table);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only_rows, ENABLE ALWAYS TRIGGER append_only_table', events_table);
END
$$;

ALTER PROCEDURE public.make_append_only(IN events_table regclass) OWNER TO hello_owner;

COMMENT ON PROCEDURE public.make_append_only(IN events_table regclass) IS 'Gives an event table the triggers that refuse rewriting.';

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.events (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    event_type text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    pet_id uuid NOT NULL,
    version integer NOT NULL,
    occurred_on date NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT events_hash_is_sha256 CHECK ((octet_length(hash) = 32)),
    CONSTRAINT events_is_abstract CHECK (false) NO INHERIT,
    CONSTRAINT events_metadata_is_an_object CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT events_version_counts_from_one CHECK ((version >= 1))
);

ALTER TABLE public.events OWNER TO hello_owner;

COMMENT ON TABLE public.events IS 'What every event has in common; abstract, one table per kind inherits from it.';

COMMENT ON COLUMN public.events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.event_retracted_events (
    retracted_event_id uuid NOT NULL,
    reason text NOT NULL,
    CONSTRAINT event_retracted_events_not_itself CHECK ((retracted_event_id <> id)),
    CONSTRAINT event_retracted_events_reason_fits CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 1000))),
    CONSTRAINT event_retracted_events_type CHECK ((event_type = 'EventRetracted'::text))
)
INHERITS (public.events);

ALTER TABLE public.event_retracted_events OWNER TO hello_owner;

COMMENT ON TABLE public.event_retracted_events IS 'An event was taken back: it stays in the log and counts no longer.';

COMMENT ON COLUMN public.event_retracted_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.event_retracted_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.event_retracted_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.event_retracted_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.event_retracted_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.event_retracted_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.event_retracted_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.event_retracted_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.event_retracted_events.retracted_event_id IS 'The event that was taken back, of the same pet; never a retraction.';

COMMENT ON COLUMN public.event_retracted_events.reason IS 'Why.';

COMMENT ON COLUMN public.event_retracted_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_arrived_events (
    name text NOT NULL,
    species text NOT NULL,
    price numeric(10,2) NOT NULL,
    CONSTRAINT pet_arrived_events_name_fits CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT pet_arrived_events_price_is_not_negative CHECK ((price >= (0)::numeric)),
    CONSTRAINT pet_arrived_events_species_fits CHECK (((char_length(species) >= 1) AND (char_length(species) <= 50))),
    CONSTRAINT pet_arrived_events_type CHECK ((event_type = 'PetArrived'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_arrived_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_arrived_events IS 'A pet came to the store from elsewhere.';

COMMENT ON COLUMN public.pet_arrived_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_arrived_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_arrived_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_arrived_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_arrived_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_arrived_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_arrived_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_arrived_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_arrived_events.name IS 'What the pet is called.';

COMMENT ON COLUMN public.pet_arrived_events.species IS 'What kind of animal it is; two that differ in case alone are the same.';

COMMENT ON COLUMN public.pet_arrived_events.price IS 'What it costs, in the currency of the shop.';

COMMENT ON COLUMN public.pet_arrived_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_born_events (
    name text NOT NULL,
    species text NOT NULL,
    price numeric(10,2) NOT NULL,
    mother_id uuid NOT NULL,
    CONSTRAINT pet_born_events_name_fits CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT pet_born_events_nobody_bears_itself CHECK ((mother_id <> pet_id)),
    CONSTRAINT pet_born_events_price_is_not_negative CHECK ((price >= (0)::numeric)),
    CONSTRAINT pet_born_events_species_fits CHECK (((char_length(species) >= 1) AND (char_length(species) <= 50))),
    CONSTRAINT pet_born_events_type CHECK ((event_type = 'PetBorn'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_born_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_born_events IS 'A pet was born in the store to a mother who was there.';

COMMENT ON COLUMN public.pet_born_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_born_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_born_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_born_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_born_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_born_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_born_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_born_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_born_events.name IS 'What the young one is called.';

COMMENT ON COLUMN public.pet_born_events.species IS 'The species of its mother.';

COMMENT ON COLUMN public.pet_born_events.price IS 'What it costs, in the currency of the shop.';

COMMENT ON COLUMN public.pet_born_events.mother_id IS 'Its mother.';

COMMENT ON COLUMN public.pet_born_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_found_again_events (
    found_location text NOT NULL,
    CONSTRAINT pet_found_again_events_place_fits CHECK (((char_length(found_location) >= 1) AND (char_length(found_location) <= 200))),
    CONSTRAINT pet_found_again_events_type CHECK ((event_type = 'PetFoundAgain'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_found_again_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_found_again_events IS 'A lost pet was found again.';

COMMENT ON COLUMN public.pet_found_again_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_found_again_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_found_again_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_found_again_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_found_again_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_found_again_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_found_again_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_found_again_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_found_again_events.found_location IS 'Where it was found.';

COMMENT ON COLUMN public.pet_found_again_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_lost_events (
    last_seen_location text NOT NULL,
    CONSTRAINT pet_lost_events_place_fits CHECK (((char_length(last_seen_location) >= 1) AND (char_length(last_seen_location) <= 200))),
    CONSTRAINT pet_lost_events_type CHECK ((event_type = 'PetLost'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_lost_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_lost_events IS 'A pet got lost.';

COMMENT ON COLUMN public.pet_lost_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_lost_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_lost_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_lost_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_lost_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_lost_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_lost_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_lost_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_lost_events.last_seen_location IS 'Where it was last seen.';

COMMENT ON COLUMN public.pet_lost_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE VIEW public.pet_origins AS
 SELECT pet_arrived_events.pet_id,
    pet_arrived_events.id AS event_id,
    pet_arrived_events.created_at,
    pet_arrived_events.occurred_on,
    pet_arrived_events.version,
    pet_arrived_events.name,
    pet_arrived_events.species,
    pet_arrived_events.price,
    NULL::uuid AS mother_id
   FROM public.pet_arrived_events
UNION ALL
 SELECT pet_born_events.pet_id,
    pet_born_events.id AS event_id,
    pet_born_events.created_at,
    pet_born_events.occurred_on,
    pet_born_events.version,
    pet_born_events.name,
    pet_born_events.species,
    pet_born_events.price,
    pet_born_events.mother_id
   FROM public.pet_born_events;

ALTER TABLE public.pet_origins OWNER TO hello_owner;

COMMENT ON VIEW public.pet_origins IS 'How each pet began: one row a pet, with what never changes about it.';

COMMENT ON COLUMN public.pet_origins.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_origins.event_id IS 'The arrival or the birth.';

COMMENT ON COLUMN public.pet_origins.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_origins.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_origins.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_origins.name IS 'What the young one is called.';

COMMENT ON COLUMN public.pet_origins.species IS 'The species of its mother.';

COMMENT ON COLUMN public.pet_origins.price IS 'What it costs, in the currency of the shop.';

COMMENT ON COLUMN public.pet_origins.mother_id IS 'Its mother.';

CREATE TABLE public.pet_price_change_events (
    old_price numeric(10,2) NOT NULL,
    new_price numeric(10,2) NOT NULL,
    CONSTRAINT pet_price_change_events_is_a_change CHECK ((new_price <> old_price)),
    CONSTRAINT pet_price_change_events_new_is_not_negative CHECK ((new_price >= (0)::numeric)),
    CONSTRAINT pet_price_change_events_old_is_not_negative CHECK ((old_price >= (0)::numeric)),
    CONSTRAINT pet_price_change_events_type CHECK ((event_type = 'PetPriceChange'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_price_change_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_price_change_events IS 'A pet got another price.';

COMMENT ON COLUMN public.pet_price_change_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_price_change_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_price_change_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_price_change_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_price_change_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_price_change_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_price_change_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_price_change_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_price_change_events.old_price IS 'What it cost before, in the currency of the shop.';

COMMENT ON COLUMN public.pet_price_change_events.new_price IS 'What it costs from then on.';

COMMENT ON COLUMN public.pet_price_change_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_sold_events (
    customer_id uuid NOT NULL,
    sale_price numeric(10,2) NOT NULL,
    CONSTRAINT pet_sold_events_price_is_not_negative CHECK ((sale_price >= (0)::numeric)),
    CONSTRAINT pet_sold_events_type CHECK ((event_type = 'PetSold'::text))
)
INHERITS (public.events);

ALTER TABLE public.pet_sold_events OWNER TO hello_owner;

COMMENT ON TABLE public.pet_sold_events IS 'A pet went home with a customer.';

COMMENT ON COLUMN public.pet_sold_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.pet_sold_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.pet_sold_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.pet_sold_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.pet_sold_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.pet_sold_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.pet_sold_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.pet_sold_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.pet_sold_events.customer_id IS 'Who took it home.';

COMMENT ON COLUMN public.pet_sold_events.sale_price IS 'What was paid, in the currency of the shop.';

COMMENT ON COLUMN public.pet_sold_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

CREATE TABLE public.pet_streams (
    pet_id uuid NOT NULL,
    version integer NOT NULL,
    last_recorded_at timestamp with time zone NOT NULL,
    head bytea NOT NULL,
    CONSTRAINT pet_streams_head_is_sha256 CHECK ((octet_length(head) = 32)),
    CONSTRAINT pet_streams_version_counts_from_one CHECK ((version >= 1))
)
WITH (fillfactor='70');

ALTER TABLE public.pet_streams OWNER TO hello_owner;

COMMENT ON TABLE public.pet_streams IS 'One row a pet: its identity, its version, and the lock that orders its events.';

COMMENT ON COLUMN public.pet_streams.pet_id IS 'The pet.';

COMMENT ON COLUMN public.pet_streams.version IS 'How many events the pet has; the version of its latest one.';

COMMENT ON COLUMN public.pet_streams.last_recorded_at IS 'created_at of its latest event; the next one is recorded later.';

COMMENT ON COLUMN public.pet_streams.head IS 'The hash of its latest event.';

CREATE FUNCTION public.pets_state_at(moment timestamp with time zone) RETURNS TABLE(id uuid, name text, species text, price numeric, status text, mother_id uuid, customer_id uuid, sale_price numeric, came_on date, status_since date, version integer, created_at timestamp with time zone, updated_at timestamp with time zone)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT origin.pet_id,
     origin.name,
     origin.species,
     COALESCE(change.new_price, origin.price) AS "coalesce",
         CASE
             WHEN (sale.id IS NOT NULL) THEN 'sold'::text
             WHEN (loss.version > COALESCE(find.version, 0)) THEN 'lost'::text
             ELSE 'available'::text
         END AS "case",
     origin.mother_id,
     sale.customer_id,
     sale.sale_price,
     origin.occurred_on,
         CASE
             WHEN (sale.id IS NOT NULL) THEN sale.occurred_on
             WHEN (loss.version > COALESCE(find.version, 0)) THEN loss.occurred_on
             ELSE COALESCE(find.occurred_on, origin.occurred_on)
         END AS "coalesce",
     GREATEST(origin.version, change.version, sale.version, loss.version, find.version, undone.version) AS "greatest",
     origin.created_at,
     GREATEST(origin.created_at, change.created_at, sale.created_at, loss.created_at, find.created_at, undone.created_at) AS "greatest"
    FROM ((((((public.pet_streams stream
      LEFT JOIN LATERAL ( SELECT e.version,
             e.created_at
            FROM public.event_retracted_events e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment))
           ORDER BY e.version DESC
          LIMIT 1) undone ON (true))
      CROSS JOIN LATERAL ( SELECT e.pet_id,
             e.event_id,
             e.created_at,
             e.occurred_on,
             e.version,
             e.name,
             e.species,
             e.price,
             e.mother_id
            FROM public.pet_origins e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment) AND ((undone.version IS NULL) OR (( SELECT r.id
                    FROM public.event_retracted_events r
                   WHERE ((r.retracted_event_id = e.event_id) AND (r.created_at <= pets_state_at.moment))) IS NULL)))) origin)
      LEFT JOIN LATERAL ( SELECT e.version,
             e.created_at,
             e.new_price
            FROM public.pet_price_change_events e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment) AND ((undone.version IS NULL) OR (( SELECT r.id
                    FROM public.event_retracted_events r
                   WHERE ((r.retracted_event_id = e.id) AND (r.created_at <= pets_state_at.moment))) IS NULL)))
           ORDER BY e.version DESC
          LIMIT 1) change ON (true))
      LEFT JOIN LATERAL ( SELECT e.id,
             e.version,
             e.created_at,
             e.occurred_on,
             e.customer_id,
             e.sale_price
            FROM public.pet_sold_events e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment) AND ((undone.version IS NULL) OR (( SELECT r.id
                    FROM public.event_retracted_events r
                   WHERE ((r.retracted_event_id = e.id) AND (r.created_at <= pets_state_at.moment))) IS NULL)))
           ORDER BY e.version DESC
          LIMIT 1) sale ON (true))
      LEFT JOIN LATERAL ( SELECT e.version,
             e.created_at,
             e.occurred_on
            FROM public.pet_lost_events e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment) AND ((undone.version IS NULL) OR (( SELECT r.id
                    FROM public.event_retracted_events r
                   WHERE ((r.retracted_event_id = e.id) AND (r.created_at <= pets_state_at.moment))) IS NULL)))
           ORDER BY e.version DESC
          LIMIT 1) loss ON (true))
      LEFT JOIN LATERAL ( SELECT e.version,
             e.created_at,
             e.occurred_on
            FROM public.pet_found_again_events e
           WHERE ((e.pet_id = stream.pet_id) AND (e.created_at <= pets_state_at.moment) AND ((undone.version IS NULL) OR (( SELECT r.id
                    FROM public.event_retracted_events r
                   WHERE ((r.retracted_event_id = e.id) AND (r.created_at <= pets_state_at.moment))) IS NULL)))
           ORDER BY e.version DESC
          LIMIT 1) find ON (true));
END;

ALTER FUNCTION public.pets_state_at(moment timestamp with time zone) OWNER TO hello_owner;

COMMENT ON FUNCTION public.pets_state_at(moment timestamp with time zone) IS 'Every pet as it was at a moment, by what had been recorded until then and counted then.';

CREATE FUNCTION public.refresh_pets_snapshot(refresh_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
DECLARE
    before_reading CONSTANT pg_snapshot := pg_current_snapshot();
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_state_snapshot;
    REFRESH MATERIALIZED VIEW CONCURRENTLY pets_count_snapshot;
    PERFORM keep_stock();
    UPDATE snapshot_refreshes
    SET finished_at = clock_timestamp(),
        snapshot = before_reading,
        cluster_id = (SELECT system_identifier FROM pg_control_system()),
        pets = (SELECT count(*) FROM pets_state_snapshot),
        events = (SELECT coalesce(sum(version), 0) FROM pet_streams)
    WHERE id = refresh_id;
END
$$;

ALTER FUNCTION public.refresh_pets_snapshot(refresh_id bigint) OWNER TO hello_owner;

COMMENT ON FUNCTION public.refresh_pets_snapshot(refresh_id bigint) IS 'Renews the snapshot without blocking readers, adds the checkpoints that are due, and writes down what it saw.';

CREATE FUNCTION public.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_TABLE_NAME IN ('seals', 'seal_heads') THEN
        RAISE EXCEPTION '% of % is refused: seals are append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'A refresh makes a new one.';
    ELSIF TG_TABLE_NAME = 'audit_log' THEN
        RAISE EXCEPTION '% of % is refused: the audit log is append-only', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'What was tried stays tried.';
    END IF;
    RAISE EXCEPTION '% of % is refused: events are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Record a new event that says what happened.';
END
$$;

ALTER FUNCTION public.refuse_rewriting() OWNER TO hello_owner;

COMMENT ON FUNCTION public.refuse_rewriting() IS 'Trigger: refuses UPDATE, DELETE and TRUNCATE.';

CREATE FUNCTION public.take_back_the_latest() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM events AS latest
        WHERE latest.pet_id = NEW.pet_id
          AND latest.id = NEW.retracted_event_id
          AND latest.event_type <> 'EventRetracted'
          AND NOT EXISTS (
              SELECT FROM events AS later
              WHERE later.pet_id = NEW.pet_id
                AND later.version > latest.version
                AND later.event_type <> 'EventRetracted'
                AND NOT EXISTS (SELECT FROM event_retracted_events AS retraction WHERE retraction.retracted_event_id = later.id)
          )
    ) THEN
        RAISE EXCEPTION 'event % is not the latest of pet % that counts', NEW.retracted_event_id, NEW.pet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'retraction_takes_back_the_latest';
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION public.take_back_the_latest() OWNER TO hello_owner;

COMMENT ON FUNCTION public.take_back_the_latest() IS 'Trigger: what is taken back is the latest event of the pet that still counts.';

CREATE FUNCTION public.take_stock() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    ANALYZE events, pet_arrived_events, pet_born_events, pet_sold_events, pet_price_change_events, pet_lost_events, pet_found_again_events,
            event_retracted_events, pet_streams, customers, pets_state_snapshot, pets_count_snapshot;
END
$$;

ALTER FUNCTION public.take_stock() OWNER TO hello_owner;

COMMENT ON FUNCTION public.take_stock() IS 'Renews what the planner knows about the tables of the log.';

CREATE TABLE public.__diesel_schema_migrations (
    version character varying(50) NOT NULL,
    run_on timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);

ALTER TABLE public.__diesel_schema_migrations OWNER TO hello_owner;

CREATE TABLE public.accounts (
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    password_hash text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    second_factor_required boolean DEFAULT false NOT NULL,
    CONSTRAINT accounts_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT accounts_role_check CHECK ((role = ANY (ARRAY['staff'::text, 'admin'::text])))
);

ALTER TABLE public.accounts OWNER TO hello_owner;

COMMENT ON TABLE public.accounts IS 'Who works here, or once did.';

COMMENT ON COLUMN public.accounts.id IS 'Identity; events carry it as who recorded them.';

COMMENT ON COLUMN public.accounts.name IS 'What to sign in with, and what history shows. Unique without regard to case.';

COMMENT ON COLUMN public.accounts.role IS 'staff: everything but /admin. admin: everything.';

COMMENT ON COLUMN public.accounts.password_hash IS 'Argon2id, as a PHC string. NULL: this account cannot sign in.';

COMMENT ON COLUMN public.accounts.disabled_at IS 'Since when the account cannot be used. NULL: it can.';

COMMENT ON COLUMN public.accounts.created_at IS 'When the account was made.';

COMMENT ON COLUMN public.accounts.second_factor_required IS 'Whether an admin requires a second factor of this account.';

CREATE TABLE public.audit_log (
    id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    what text NOT NULL,
    account_id uuid,
    about_account_id uuid,
    about_customer_id uuid,
    address text,
    request_id uuid,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT audit_log_address_check CHECK ((char_length(address) <= 60)),
    CONSTRAINT audit_log_details_check CHECK (((jsonb_typeof(details) = 'object'::text) AND (octet_length((details)::text) <= 1000))),
    CONSTRAINT audit_log_what_check CHECK ((what = ANY (ARRAY['signed_in'::text, 'sign_in_failed'::text, 'signed_out'::text, 'refused'::text, 'throttled'::text, 'set_up'::text, 'account_added'::text, 'role_changed'::text, 'password_changed'::text, 'password_reset'::text, 'account_disabled'::text, 'account_enabled'::text, 'sessions_ended'::text, 'second_factor_on'::text, 'second_factor_off'::text, 'second_factor_reset'::text, 'second_factor_required'::text, 'second_factor_released'::text, 'recovery_codes_renewed'::text, 'exported'::text, 'refresh_asked'::text, 'verified'::text, 'customer_forgotten'::text])))
);

ALTER TABLE public.audit_log OWNER TO hello_owner;

COMMENT ON TABLE public.audit_log IS 'Who looked and who tried; append-only, and not part of the shop''s events.';

COMMENT ON COLUMN public.audit_log.id IS 'UUIDv7 of recorded_at: identity, and the order of reading.';

COMMENT ON COLUMN public.audit_log.recorded_at IS 'When it was.';

COMMENT ON COLUMN public.audit_log.what IS 'What was done or tried.';

COMMENT ON COLUMN public.audit_log.account_id IS 'Who did it. NULL: nobody who was signed in, or the command line.';

COMMENT ON COLUMN public.audit_log.about_account_id IS 'The colleague whom it concerns, where it is one.';

COMMENT ON COLUMN public.audit_log.about_customer_id IS 'The customer whom it concerns, where it is one; never by name.';

COMMENT ON COLUMN public.audit_log.address IS 'Where it came from, as throttling counts it: of an IPv6 address the network. NULL: the command line.';

COMMENT ON COLUMN public.audit_log.request_id IS 'The HTTP request, as it stands in the server''s log.';

COMMENT ON COLUMN public.audit_log.details IS 'What else there is to say: a role, a page, how often. Never a password, a cookie, a code or a name that somebody typed.';

CREATE TABLE public.customers (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text,
    email text,
    phone text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    forgotten_at timestamp with time zone,
    forgotten_by uuid,
    CONSTRAINT customers_email_fits CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT customers_forgotten_is_nameless CHECK (
CASE
    WHEN (forgotten_at IS NULL) THEN ((name IS NOT NULL) AND (forgotten_by IS NULL))
    ELSE ((forgotten_by IS NOT NULL) AND (ROW(name, email, phone) IS NULL))
END),
    CONSTRAINT customers_name_fits CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT customers_phone_fits CHECK (((char_length(phone) >= 1) AND (char_length(phone) <= 40)))
)
WITH (autovacuum_vacuum_threshold='0', autovacuum_vacuum_scale_factor='0');
ALTER TABLE ONLY public.customers ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY public.customers ALTER COLUMN email SET STATISTICS 0;
ALTER TABLE ONLY public.customers ALTER COLUMN phone SET STATISTICS 0;

ALTER TABLE public.customers OWNER TO hello_owner;

COMMENT ON TABLE public.customers IS 'People who take pets home; who bought what stands in the log, as an id.';

COMMENT ON COLUMN public.customers.id IS 'What a sale carries.';

COMMENT ON COLUMN public.customers.name IS 'What the customer is called, as they gave it. NULL: forgotten.';

COMMENT ON COLUMN public.customers.email IS 'An e-mail address, where they gave one.';

COMMENT ON COLUMN public.customers.phone IS 'A telephone number, where they gave one.';

COMMENT ON COLUMN public.customers.created_at IS 'When they first bought something.';

COMMENT ON COLUMN public.customers.forgotten_at IS 'When name and contacts were forgotten. NULL: they were not.';

COMMENT ON COLUMN public.customers.forgotten_by IS 'Who had them forgotten.';

CREATE TABLE public.form_keys (
    form_key uuid NOT NULL,
    account_id uuid NOT NULL,
    location text NOT NULL,
    used_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.form_keys OWNER TO hello_owner;

COMMENT ON TABLE public.form_keys IS 'Forms that have been recorded, so that none is recorded twice.';

COMMENT ON COLUMN public.form_keys.form_key IS 'The one-time key in the form.';

COMMENT ON COLUMN public.form_keys.account_id IS 'Who sent it.';

COMMENT ON COLUMN public.form_keys.location IS 'The page that shows what was recorded.';

COMMENT ON COLUMN public.form_keys.used_at IS 'When; keys older than a week are cleared away.';

CREATE TABLE public.half_sessions (
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT half_sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE public.half_sessions OWNER TO hello_owner;

COMMENT ON TABLE public.half_sessions IS 'Who has typed the right password and not yet the code, one row a browser.';

COMMENT ON COLUMN public.half_sessions.token_hash IS 'SHA-256 of the 256 random bits in the cookie.';

COMMENT ON COLUMN public.half_sessions.account_id IS 'Whose password it was.';

COMMENT ON COLUMN public.half_sessions.created_at IS 'When; minutes later it is worth nothing.';

CREATE VIEW public.pets_state AS
 SELECT pets_state_at.id,
    pets_state_at.name,
    pets_state_at.species,
    pets_state_at.price,
    pets_state_at.status,
    pets_state_at.mother_id,
    pets_state_at.customer_id,
    pets_state_at.sale_price,
    pets_state_at.came_on,
    pets_state_at.status_since,
    pets_state_at.version,
    pets_state_at.created_at,
    pets_state_at.updated_at
   FROM public.pets_state_at('infinity'::timestamp with time zone) pets_state_at(id, name, species, price, status, mother_id, customer_id, sale_price, came_on, status_since, version, created_at, updated_at);

ALTER TABLE public.pets_state OWNER TO hello_owner;

COMMENT ON VIEW public.pets_state IS 'Every pet as it is now, computed from its events.';

COMMENT ON COLUMN public.pets_state.id IS 'The pet.';

COMMENT ON COLUMN public.pets_state.name IS 'What the young one is called.';

COMMENT ON COLUMN public.pets_state.species IS 'The species of its mother.';

COMMENT ON COLUMN public.pets_state.price IS 'What it costs; once it is sold, what it last cost.';

COMMENT ON COLUMN public.pets_state.status IS 'available, sold or lost.';

COMMENT ON COLUMN public.pets_state.mother_id IS 'Its mother.';

COMMENT ON COLUMN public.pets_state.customer_id IS 'Who took it home.';

COMMENT ON COLUMN public.pets_state.sale_price IS 'What was paid, where it is sold.';

COMMENT ON COLUMN public.pets_state.came_on IS 'The day it arrived or was born.';

COMMENT ON COLUMN public.pets_state.status_since IS 'The day on which it came to be where it is.';

COMMENT ON COLUMN public.pets_state.version IS 'The version of its latest event, whether that counts or not.';

COMMENT ON COLUMN public.pets_state.created_at IS 'When its first event was recorded.';

COMMENT ON COLUMN public.pets_state.updated_at IS 'When its latest event was recorded, whether that counts or not.';

CREATE MATERIALIZED VIEW public.pets_state_snapshot AS
 SELECT pets_state.id,
    pets_state.name,
    pets_state.species,
    pets_state.price,
    pets_state.status,
    pets_state.mother_id,
    pets_state.customer_id,
    pets_state.sale_price,
    pets_state.came_on,
    pets_state.status_since,
    pets_state.version,
    pets_state.created_at,
    pets_state.updated_at
   FROM public.pets_state
  WITH NO DATA;

ALTER TABLE public.pets_state_snapshot OWNER TO hello_owner;

COMMENT ON MATERIALIZED VIEW public.pets_state_snapshot IS 'pets_state as of the latest refresh.';

COMMENT ON COLUMN public.pets_state_snapshot.id IS 'The pet.';

COMMENT ON COLUMN public.pets_state_snapshot.name IS 'What the young one is called.';

COMMENT ON COLUMN public.pets_state_snapshot.species IS 'The species of its mother.';

COMMENT ON COLUMN public.pets_state_snapshot.price IS 'What it costs; once it is sold, what it last cost.';

COMMENT ON COLUMN public.pets_state_snapshot.status IS 'available, sold or lost.';

COMMENT ON COLUMN public.pets_state_snapshot.mother_id IS 'Its mother.';

COMMENT ON COLUMN public.pets_state_snapshot.customer_id IS 'Who took it home.';

COMMENT ON COLUMN public.pets_state_snapshot.sale_price IS 'What was paid, where it is sold.';

COMMENT ON COLUMN public.pets_state_snapshot.came_on IS 'The day it arrived or was born.';

COMMENT ON COLUMN public.pets_state_snapshot.status_since IS 'The day on which it came to be where it is.';

COMMENT ON COLUMN public.pets_state_snapshot.version IS 'The version of its latest event, whether that counts or not.';

COMMENT ON COLUMN public.pets_state_snapshot.created_at IS 'When its first event was recorded.';

COMMENT ON COLUMN public.pets_state_snapshot.updated_at IS 'When its latest event was recorded, whether that counts or not.';

CREATE MATERIALIZED VIEW public.pets_count_snapshot AS
 SELECT lower(pets_state_snapshot.species) AS species_key,
    min(pets_state_snapshot.species) AS species,
    pets_state_snapshot.status,
    count(*) AS pets,
    sum(pets_state_snapshot.price) AS value
   FROM public.pets_state_snapshot
  GROUP BY (lower(pets_state_snapshot.species)), pets_state_snapshot.status
  WITH NO DATA;

ALTER TABLE public.pets_count_snapshot OWNER TO hello_owner;

COMMENT ON MATERIALIZED VIEW public.pets_count_snapshot IS 'How many pets of each species have each status, and what they cost together, as of the latest refresh.';

COMMENT ON COLUMN public.pets_count_snapshot.species_key IS 'The species in lower case.';

COMMENT ON COLUMN public.pets_count_snapshot.species IS 'The species, in one of its writings.';

COMMENT ON COLUMN public.pets_count_snapshot.status IS 'available, sold or lost.';

COMMENT ON COLUMN public.pets_count_snapshot.pets IS 'How many.';

COMMENT ON COLUMN public.pets_count_snapshot.value IS 'What they cost together.';

CREATE TABLE public.recovery_codes (
    account_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    CONSTRAINT recovery_codes_code_hash_check CHECK ((octet_length(code_hash) = 32))
);

ALTER TABLE public.recovery_codes OWNER TO hello_owner;

COMMENT ON TABLE public.recovery_codes IS 'Codes for whoever has lost their phone; each goes when it is used.';

COMMENT ON COLUMN public.recovery_codes.account_id IS 'Whose it is.';

COMMENT ON COLUMN public.recovery_codes.code_hash IS 'SHA-256 of the account and the 20 random digits.';

CREATE TABLE public.seal_heads (
    seal_id bigint NOT NULL,
    pet_id uuid NOT NULL,
    version integer NOT NULL,
    head bytea NOT NULL,
    CONSTRAINT seal_heads_head_is_sha256 CHECK ((octet_length(head) = 32))
);

ALTER TABLE public.seal_heads OWNER TO hello_owner;

COMMENT ON TABLE public.seal_heads IS 'What each seal covers, as far as it had moved on since the seal before.';

COMMENT ON COLUMN public.seal_heads.seal_id IS 'The seal.';

COMMENT ON COLUMN public.seal_heads.pet_id IS 'The pet.';

COMMENT ON COLUMN public.seal_heads.version IS 'The version of its latest event then.';

COMMENT ON COLUMN public.seal_heads.head IS 'The hash of that event.';

CREATE TABLE public.seals (
    id bigint NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    refresh_id bigint NOT NULL,
    pets bigint NOT NULL,
    events bigint NOT NULL,
    root bytea NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    public_key bytea NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT seals_count_from_one CHECK ((id >= 1)),
    CONSTRAINT seals_fit CHECK (((octet_length(root) = 32) AND (octet_length(previous_hash) = 32) AND (octet_length(hash) = 32) AND (octet_length(public_key) = 32) AND (octet_length(signature) = 64)))
);

ALTER TABLE public.seals OWNER TO hello_owner;

COMMENT ON TABLE public.seals IS 'What each refresh saw of the whole shop, in one hash, signed; docs/integrity.md has the text that is signed.';

COMMENT ON COLUMN public.seals.id IS 'Seals count up from 1, without a gap.';

COMMENT ON COLUMN public.seals.sealed_at IS 'When.';

COMMENT ON COLUMN public.seals.refresh_id IS 'The refresh that saw it.';

COMMENT ON COLUMN public.seals.pets IS 'How many streams there were.';

COMMENT ON COLUMN public.seals.events IS 'How many events they had.';

COMMENT ON COLUMN public.seals.root IS 'The root of the Merkle tree over all streams.';

COMMENT ON COLUMN public.seals.previous_hash IS 'The hash of the seal before; zeros for the first.';

COMMENT ON COLUMN public.seals.hash IS 'sha256 of the text that is signed.';

COMMENT ON COLUMN public.seals.public_key IS 'With which key it is signed.';

COMMENT ON COLUMN public.seals.signature IS 'Ed25519 over the text.';

CREATE TABLE public.second_factors (
    account_id uuid NOT NULL,
    secret bytea,
    turned_on_at timestamp with time zone,
    last_step bigint,
    pending_secret bytea,
    CONSTRAINT second_factors_on_is_whole CHECK ((((secret IS NULL) = (turned_on_at IS NULL)) AND ((secret IS NULL) = (last_step IS NULL)))),
    CONSTRAINT second_factors_pending_secret_check CHECK ((octet_length(pending_secret) = 20)),
    CONSTRAINT second_factors_secret_check CHECK ((octet_length(secret) = 20))
);

ALTER TABLE public.second_factors OWNER TO hello_owner;

COMMENT ON TABLE public.second_factors IS 'Second factors that are on, or about to be.';

COMMENT ON COLUMN public.second_factors.account_id IS 'Whose it is.';

COMMENT ON COLUMN public.second_factors.secret IS 'What the codes are made of, here and in the phone. NULL: it is not on yet.';

COMMENT ON COLUMN public.second_factors.turned_on_at IS 'Since when it is asked for.';

COMMENT ON COLUMN public.second_factors.last_step IS 'The half minute, counted from 1970, of the latest code that was taken; none is taken twice.';

COMMENT ON COLUMN public.second_factors.pending_secret IS 'A secret that was shown and is not confirmed by a code yet.';

CREATE TABLE public.sessions (
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    CONSTRAINT sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE public.sessions OWNER TO hello_owner;

COMMENT ON TABLE public.sessions IS 'Who is signed in, one row a browser.';

COMMENT ON COLUMN public.sessions.token_hash IS 'SHA-256 of the 256 random bits in the cookie.';

COMMENT ON COLUMN public.sessions.account_id IS 'Who it is.';

COMMENT ON COLUMN public.sessions.created_at IS 'When they signed in; the absolute limit counts from here.';

COMMENT ON COLUMN public.sessions.last_seen_at IS 'When they were last active, to about a minute; the idle limit counts from here.';

CREATE TABLE public.setup_links (
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT setup_links_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE public.setup_links OWNER TO hello_owner;

COMMENT ON TABLE public.setup_links IS 'Links that make the first admin. All of them end when one is used.';

COMMENT ON COLUMN public.setup_links.token_hash IS 'SHA-256 of the 256 random bits in the link.';

COMMENT ON COLUMN public.setup_links.created_at IS 'When the server printed the link.';

CREATE TABLE public.sign_in_attempts (
    id bigint NOT NULL,
    address text NOT NULL,
    name_hash bytea NOT NULL,
    attempted_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_attempts_name_hash_check CHECK ((octet_length(name_hash) = 32))
);

ALTER TABLE public.sign_in_attempts OWNER TO hello_owner;

COMMENT ON TABLE public.sign_in_attempts IS 'Attempts to sign in that have not succeeded, of the last minutes.';

COMMENT ON COLUMN public.sign_in_attempts.id IS 'Identity, of no meaning.';

COMMENT ON COLUMN public.sign_in_attempts.address IS 'Where it came from; of an IPv6 address the network.';

COMMENT ON COLUMN public.sign_in_attempts.name_hash IS 'SHA-256 of the name that was typed, in lower case. Not the name: people type passwords there.';

COMMENT ON COLUMN public.sign_in_attempts.attempted_at IS 'When it was tried.';

ALTER TABLE public.sign_in_attempts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.snapshot_refreshes (
    id bigint NOT NULL,
    requested_by uuid,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    snapshot pg_snapshot,
    cluster_id bigint,
    pets bigint,
    events bigint,
    failure text,
    CONSTRAINT snapshot_refreshes_finished_is_whole CHECK (((finished_at IS NULL) OR (failure IS NOT NULL) OR (ROW(snapshot, cluster_id, pets, events) IS NOT NULL)))
);

ALTER TABLE public.snapshot_refreshes OWNER TO hello_owner;

COMMENT ON TABLE public.snapshot_refreshes IS 'Every refresh of the snapshot, finished or not.';

COMMENT ON COLUMN public.snapshot_refreshes.id IS 'Refreshes in the order in which they began.';

COMMENT ON COLUMN public.snapshot_refreshes.requested_by IS 'Who pressed the button; nobody where the shop did it by itself.';

COMMENT ON COLUMN public.snapshot_refreshes.started_at IS 'When it began.';

COMMENT ON COLUMN public.snapshot_refreshes.finished_at IS 'When it ended, well or not.';

COMMENT ON COLUMN public.snapshot_refreshes.snapshot IS 'The transactions that it is sure to have seen.';

COMMENT ON COLUMN public.snapshot_refreshes.cluster_id IS 'The cluster whose transaction ids those are; in another one, after a restore, they mean nothing.';

COMMENT ON COLUMN public.snapshot_refreshes.pets IS 'How many pets it found.';

COMMENT ON COLUMN public.snapshot_refreshes.events IS 'How many events it found.';

COMMENT ON COLUMN public.snapshot_refreshes.failure IS 'Why it failed, where it did.';

CREATE VIEW public.snapshot_boundary AS
 SELECT refresh.id,
    refresh.requested_by,
    refresh.started_at,
    refresh.finished_at,
    refresh.pets,
    refresh.events,
        CASE
            WHEN (refresh.cluster_id = here.system_identifier) THEN refresh.snapshot
            ELSE '1:1:'::pg_snapshot
        END AS snapshot
   FROM (public.snapshot_refreshes refresh
     CROSS JOIN pg_control_system() here(pg_control_version, catalog_version_no, system_identifier, pg_control_last_modified))
  WHERE ((refresh.finished_at IS NOT NULL) AND (refresh.failure IS NULL))
  ORDER BY refresh.id DESC
 LIMIT 1;

ALTER TABLE public.snapshot_boundary OWNER TO hello_owner;

COMMENT ON VIEW public.snapshot_boundary IS 'The latest refresh that went well: what moved on since is all that is not visible in its snapshot.';

COMMENT ON COLUMN public.snapshot_boundary.id IS 'Refreshes in the order in which they began.';

COMMENT ON COLUMN public.snapshot_boundary.requested_by IS 'Who pressed the button; nobody where the shop did it by itself.';

COMMENT ON COLUMN public.snapshot_boundary.started_at IS 'When it began.';

COMMENT ON COLUMN public.snapshot_boundary.finished_at IS 'When it ended, well or not.';

COMMENT ON COLUMN public.snapshot_boundary.pets IS 'How many pets it found.';

COMMENT ON COLUMN public.snapshot_boundary.events IS 'How many events it found.';

COMMENT ON COLUMN public.snapshot_boundary.snapshot IS 'The transactions that it is sure to have seen.';

ALTER TABLE public.snapshot_refreshes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.snapshot_refreshes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_checkpoint_counts (
    moment timestamp with time zone NOT NULL,
    species text NOT NULL,
    status text NOT NULL,
    pets bigint NOT NULL,
    value numeric NOT NULL,
    CONSTRAINT stock_checkpoint_counts_are_of_pets CHECK ((pets > 0))
);

ALTER TABLE public.stock_checkpoint_counts OWNER TO hello_owner;

COMMENT ON TABLE public.stock_checkpoint_counts IS 'The stock at a checkpoint, a row for each species and status of which there were pets.';

COMMENT ON COLUMN public.stock_checkpoint_counts.moment IS 'The checkpoint.';

COMMENT ON COLUMN public.stock_checkpoint_counts.species IS 'The species, as it was written.';

COMMENT ON COLUMN public.stock_checkpoint_counts.status IS 'available, sold or lost.';

COMMENT ON COLUMN public.stock_checkpoint_counts.pets IS 'How many.';

COMMENT ON COLUMN public.stock_checkpoint_counts.value IS 'What they cost together, or last cost.';

CREATE TABLE public.stock_checkpoints (
    moment timestamp with time zone NOT NULL,
    events bigint NOT NULL,
    CONSTRAINT stock_checkpoints_count_events CHECK ((events > 0))
);

ALTER TABLE public.stock_checkpoints OWNER TO hello_owner;

COMMENT ON TABLE public.stock_checkpoints IS 'The moments whose stock is kept: one every 250 events, in the order of recording.';

COMMENT ON COLUMN public.stock_checkpoints.moment IS 'The stock is that after everything that was recorded until this microsecond.';

COMMENT ON COLUMN public.stock_checkpoints.events IS 'How many events had been recorded by then; where it does not add up, one has come late.';

CREATE VIEW public.unified_events AS
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('name', e.name, 'species', e.species, 'price', e.price) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_arrived_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('name', e.name, 'species', e.species, 'price', e.price, 'mother_id', e.mother_id) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_born_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('customer_id', e.customer_id, 'sale_price', e.sale_price) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_sold_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('old_price', e.old_price, 'new_price', e.new_price) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_price_change_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('last_seen_location', e.last_seen_location) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_lost_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('found_location', e.found_location) AS event_data,
    ( SELECT retraction.id
           FROM public.event_retracted_events retraction
          WHERE (retraction.retracted_event_id = e.id)) AS retracted_by,
    e.hash
   FROM public.pet_found_again_events e
UNION ALL
 SELECT e.id,
    e.created_at,
    e.event_type,
    e.metadata,
    e.pet_id,
    e.version,
    e.occurred_on,
    e.transaction_id,
    jsonb_build_object('retracted_event_id', e.retracted_event_id, 'reason', e.reason) AS event_data,
    NULL::uuid AS retracted_by,
    e.hash
   FROM public.event_retracted_events e;

ALTER TABLE public.unified_events OWNER TO hello_owner;

COMMENT ON VIEW public.unified_events IS 'The whole log in one shape; newest first by ORDER BY id DESC.';

COMMENT ON COLUMN public.unified_events.id IS 'UUIDv7 of created_at: identity, and the order of reading. Never the order of committing.';

COMMENT ON COLUMN public.unified_events.created_at IS 'When it was recorded; within a stream this always goes forward, whatever the clock does.';

COMMENT ON COLUMN public.unified_events.event_type IS 'PetArrived, PetBorn, PetSold, PetPriceChange, PetLost, PetFoundAgain or EventRetracted.';

COMMENT ON COLUMN public.unified_events.metadata IS 'recorded_by (account id), request_id, and note where there is one.';

COMMENT ON COLUMN public.unified_events.pet_id IS 'Whose event this is.';

COMMENT ON COLUMN public.unified_events.version IS 'Its place in the stream of its pet: 1, 2, 3, without a gap.';

COMMENT ON COLUMN public.unified_events.occurred_on IS 'The day it happened, in the time zone of the shop.';

COMMENT ON COLUMN public.unified_events.transaction_id IS 'The transaction that recorded it: how a reader finds what committed after a snapshot was taken.';

COMMENT ON COLUMN public.unified_events.event_data IS 'What is special to the kind of event.';

COMMENT ON COLUMN public.unified_events.retracted_by IS 'The event that took this one back, where one did: then it counts no longer.';

COMMENT ON COLUMN public.unified_events.hash IS 'sha256 of the previous event''s hash, where there is one, and the encoding of this one.';

ALTER TABLE ONLY public.event_retracted_events ALTER COLUMN event_type SET DEFAULT 'EventRetracted'::text;

ALTER TABLE ONLY public.event_retracted_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.event_retracted_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_arrived_events ALTER COLUMN event_type SET DEFAULT 'PetArrived'::text;

ALTER TABLE ONLY public.pet_arrived_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_arrived_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_born_events ALTER COLUMN event_type SET DEFAULT 'PetBorn'::text;

ALTER TABLE ONLY public.pet_born_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_born_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_found_again_events ALTER COLUMN event_type SET DEFAULT 'PetFoundAgain'::text;

ALTER TABLE ONLY public.pet_found_again_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_found_again_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_lost_events ALTER COLUMN event_type SET DEFAULT 'PetLost'::text;

ALTER TABLE ONLY public.pet_lost_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_lost_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_price_change_events ALTER COLUMN event_type SET DEFAULT 'PetPriceChange'::text;

ALTER TABLE ONLY public.pet_price_change_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_price_change_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

ALTER TABLE ONLY public.pet_sold_events ALTER COLUMN event_type SET DEFAULT 'PetSold'::text;

ALTER TABLE ONLY public.pet_sold_events ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;

ALTER TABLE ONLY public.pet_sold_events ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();

INSERT INTO public.__diesel_schema_migrations (version, run_on) VALUES
	('00000000000001', '2026-11-25 10:55:10.260554'),
	('00000000000002', '2026-11-25 10:55:10.282671'),
	('00000000000003', '2026-11-25 10:55:10.298634'),
	('00000000000004', '2026-11-25 10:55:10.306996'),
	('00000000000010', '2026-11-25 10:55:10.328338'),
	('00000000000011', '2026-11-25 10:55:10.33703'),
	('00000000000012', '2026-11-25 10:55:10.340702'),
	('00000000000013', '2026-11-25 10:55:10.350932'),
	('00000000000014', '2026-11-25 10:55:10.363049'),
	('00000000000020', '2026-11-25 10:55:10.370739'),
	('00000000000021', '2026-11-25 10:55:10.39125'),
	('00000000000022', '2026-11-25 10:55:10.423118'),
	('00000000000023', '2026-11-25 10:55:10.467597'),
	('00000000000024', '2026-11-25 10:55:10.499522'),
	('00000000000025', '2026-11-25 10:55:10.521698'),
	('00000000000026', '2026-11-25 10:55:10.540232'),
	('00000000000030', '2026-11-25 10:55:10.561147'),
	('00000000000031', '2026-11-25 10:55:10.563618'),
	('00000000000032', '2026-11-25 10:55:10.564483'),
	('00000000000033', '2026-11-25 10:55:10.567143'),
	('00000000000034', '2026-11-25 10:55:10.59905'),
	('00000000000035', '2026-11-25 10:55:10.624974'),
	('00000000000050', '2026-11-25 10:55:10.631647'),
	('00000000000060', '2026-11-25 10:55:10.632996'),
	('00000000000061', '2026-11-25 10:55:10.639679'),
	('00000000000070', '2026-11-25 10:55:10.652144'),
	('00000000000071', '2026-11-25 10:55:10.899418'),
	('00000000000072', '2026-11-25 10:55:10.902397'),
	('00000000000080', '2026-11-25 10:55:10.91372'),
	('00000000000081', '2026-11-25 10:55:10.922934'),
	('00000000000082', '2026-11-25 10:55:10.926253'),
	('00000000000090', '2026-11-25 10:55:10.942076'),
	('00000000000100', '2026-11-25 10:55:10.944042'),
	('00000000000101', '2026-11-25 10:55:10.957677');

INSERT INTO public.accounts (id, name, role, password_hash, disabled_at, created_at, second_factor_required) VALUES
	('f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f', 'Marta Huber', 'staff', NULL, NULL, '2024-11-25 08:00:00+00', false),
	('b031b253-8b4b-4e65-b8e2-57c3264a66a8', 'Tom Ellis', 'staff', NULL, NULL, '2024-11-25 08:00:00+00', false),
	('c66a63e8-6c67-4818-b2f0-fb4ac8d49b00', 'Aylin Kaya', 'staff', NULL, NULL, '2024-11-25 08:00:00+00', false),
	('6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb', 'Jonas Weber', 'staff', NULL, NULL, '2025-05-04 08:00:00+00', false),
	('b8f51718-75ab-4fa2-8daf-14d3630dc521', 'Priya Nair', 'staff', NULL, NULL, '2025-10-21 07:00:00+00', false),
	('cd16d350-e0f5-4980-847e-2027af5dcea6', 'Luca Romano', 'staff', NULL, NULL, '2026-04-29 07:00:00+00', false);

INSERT INTO public.audit_log (id, recorded_at, what, account_id, about_account_id, about_customer_id, address, request_id, details) VALUES
	('01a21258-60a4-7195-90c6-2a8e8c40aab7', '2026-11-25 10:55:11.524099+00', 'refresh_asked', NULL, NULL, NULL, NULL, NULL, '{}');

INSERT INTO public.customers (id, name, email, phone, created_at, forgotten_at, forgotten_by) VALUES
	('2ae0b2be-a62b-4d58-a6f4-daadcba138d7', 'Vincent Ross', NULL, NULL, '2025-03-15 13:50:13.116285+00', NULL, NULL),
	('20cc0561-a616-473c-bbd2-464e029d51ab', 'Lewis Thompson', NULL, NULL, '2025-03-04 10:37:25.040984+00', NULL, NULL),
	('99b46aed-fce3-48dc-a4ca-50a19e37c344', 'Mrs Nelson', NULL, '+44 151 496 0553', '2026-02-18 08:41:00.89874+00', NULL, NULL),
	('516568d2-e162-40dc-b0cd-a474766e27d8', 'Jacob Andrews', 'jacob.andrews@example.com', NULL, '2025-09-06 12:46:27.023294+00', NULL, NULL),
	('a43db2c6-7739-415b-8b3c-6f6019bd4ec7', 'Janet Reyes', NULL, '+44 116 496 0889', '2025-04-28 07:44:52.01941+00', NULL, NULL),
	('e106a2ce-fa8f-42c9-93a7-26647428dde9', 'Imran Smith', 'imran.smith@example.com', NULL, '2025-08-03 13:55:48.755941+00', NULL, NULL),
	('dabc6b83-2e90-4884-b283-ab30d3fb96a9', 'Andrea Berger', NULL, '+44 117 496 0521', '2025-10-19 08:08:54.397385+00', NULL, NULL),
	('fcaccecc-9b54-4078-a85d-e9df0fbc6ee5', 'Jean Reid', 'jean.reid@example.com', NULL, '2026-09-11 10:05:19.15545+00', NULL, NULL),
	('be0d5f59-61d4-4aac-9b79-44e60b186e23', 'Sarah Russell', 'sarah.russell@example.com', NULL, '2025-11-19 08:54:43.45264+00', NULL, NULL),
	('f1a60200-4a5b-4a9e-a055-e662c8d784b5', 'Walter Mitchell', NULL, NULL, '2026-02-10 15:29:54.536847+00', NULL, NULL),
	('3cc7fa7e-48c4-440d-9c95-cf9cbd78cba0', 'Maria Lloyd', NULL, '+44 141 496 0174', '2026-02-17 16:21:53.176908+00', NULL, NULL),
	('d86254ac-85fb-4800-b704-09261e90842a', 'Margaret Gordon', 'gordon@example.com', NULL, '2026-06-05 12:17:47.61725+00', NULL, NULL),
	('38438965-40d9-46b0-8480-50f4b17a12a3', 'Frederick Barnes', NULL, '+44 115 496 0338', '2026-03-29 10:12:26.152232+00', NULL, NULL),
	('6d754215-7869-4d86-b6ab-f4e648690043', 'Timothy Warren', NULL, NULL, '2026-04-13 11:04:03.415115+00', NULL, NULL),
	('0421a398-84c1-4fd9-b733-865e4d13a19b', 'Stefan Richter', 'stefan.richter51@example.com', NULL, '2026-06-22 08:59:17.325604+00', NULL, NULL),
	('523ca998-3682-40f7-8193-dc760efb36e1', 'Mrs Koch', NULL, NULL, '2026-03-20 14:03:07.237661+00', NULL, NULL),
	('5b99baf4-f1ee-4917-adcf-09ffe1fc1579', 'Henry Pearson', NULL, NULL, '2026-09-28 13:29:41.505273+00', NULL, NULL),
	('868aef40-10a2-4a03-95c3-c99bfdbc3c66', 'Adam Hart', 'hart@example.com', NULL, '2026-10-28 09:10:07.447707+00', NULL, NULL);

INSERT INTO public.event_retracted_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, retracted_event_id, reason, hash) VALUES
	('019c615e-4fa0-72e5-a8ff-ac10a8582709', '2026-02-15 12:54:56.672181+00', 'EventRetracted', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 3, '2026-02-15', '762', '019c615c-4bf5-7424-9484-09f738d2cf6e', 'The wrong one of two of that name.', '\x4169dd62b2811aa1d076a31f830596c4a12dc41894010ba52d4e58d565836509'),
	('019c7b60-3f4f-7ca3-b9e4-06a3c388aa8b', '2026-02-20 14:07:11.18379+00', 'EventRetracted', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 4, '2026-02-20', '762', '019c7b5f-01e4-78d0-9e97-e11cca3b1183', 'The offer begins next week.', '\x9fd225cd6053ce67868d8873d761f62966f26a5aee7b7bde80e02ea4bd298274'),
	('0194b176-b7e5-73fb-bdbd-e3df021efcf7', '2025-01-29 09:48:55.141249+00', 'EventRetracted', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 6, '2025-01-29', '762', '0194b174-b688-7620-b6d3-c305830419b7', 'The offer begins next week.', '\x075b3d54ecd6774ed4e2939a2aada4644db7d84edbdae2e6998ab9e1fafa3144'),
	('01974ede-fb5e-7f74-9b39-859a2adc0964', '2025-06-08 09:28:45.662966+00', 'EventRetracted', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 7, '2025-06-08', '762', '01974edd-9c0d-7824-8dc5-10d93b760551', 'The wrong one of two of that name.', '\x0a55d6fb47ffd0b1998b9c3c0baa80e12768fb3c6ef6583d9d802a7090e448da'),
	('01a051d7-da75-76bc-b523-e7de13211f2a', '2026-08-30 08:44:55.797421+00', 'EventRetracted', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 8, '2026-08-30', '762', '01a051d5-c929-733f-8ae6-6164d319e22a', 'A digit too many.', '\xeb8e8cada68b53e44c39dee33aba447e22817e5cb62f245b3a86bb7f9b9fa157'),
	('01a0b4ff-8bb9-78fd-8e3f-2e4ed9b5d469', '2026-09-18 14:50:41.465562+00', 'EventRetracted', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 9, '2026-09-18', '762', '01a0b4fe-c1e8-75fb-b108-27cb10b261bb', 'The offer begins next week.', '\x0a932167ebdfabde391585c6c19c849f04c7971b7c466050e92acd11f4d5e023'),
	('019e01e3-4457-79be-8610-c4d0c389fa85', '2026-05-07 10:02:11.927609+00', 'EventRetracted', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 15, '2026-05-07', '762', '019e01e1-1b2d-7697-95da-0d868655a0a1', 'The wrong one of two of that name.', '\xe403966a23a0d12d061cd62ee9995a8cff194104ee489b19577498d03d8a60a6');

INSERT INTO public.form_keys (form_key, account_id, location, used_at) VALUES
	('0190a000-0000-4000-8000-000000000001', 'f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f', '/pets/23cc706c-39a0-491d-aa60-801962ae56e9', '2026-11-25 08:16:06.333735+00'),
	('0190a000-0000-4000-8000-000000000002', 'f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f', '/customers/2ae0b2be-a62b-4d58-a6f4-daadcba138d7', '2026-11-25 10:55:24.982742+00'),
	('0190a000-0000-4000-8000-000000000003', 'f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f', '/pets/0190a000-0000-4000-8000-000000000009', '2026-11-25 10:55:24.986992+00');

INSERT INTO public.pet_arrived_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, name, species, price, hash) VALUES
	('01938c01-4775-7a08-b74b-8dab0a2821c4', '2024-12-03 10:11:54.357627+00', 'PetArrived', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 1, '2024-12-03', '762', 'Jasper', 'Guppy', 3.50, '\x21b41dd88c1dbf8806860941a295b526d39c7fb1b817bad6ab47e3874773e3b5'),
	('019459db-17fa-7608-8f5a-a9c12e6f716f', '2025-01-12 09:31:58.330377+00', 'PetArrived', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'bcb9179a-445a-446e-b455-4e91bc939019', 1, '2025-01-12', '762', 'Mango', 'Rabbit', 42.90, '\x6a9111bb896cedc41058e60ca35220b93b89c34d648c3941dd0dffb20640f673'),
	('019513f8-611f-70a3-9f71-e2ad78827178', '2025-02-17 12:53:19.77504+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 1, '2025-02-17', '762', 'Quentin', 'Guinea pig', 29.90, '\x02fc773da2a636be16639da8a65467078046eff31e5edfbf71241ca1914107aa'),
	('01957b5e-d090-7814-b64a-d7568b037996', '2025-03-09 14:46:06.224505+00', 'PetArrived', '{"note": "Handed in by its family, who moved abroad.", "recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 1, '2025-03-09', '762', 'Peggy', 'Rabbit', 45.90, '\x5222d42ce4661b15b47d5789c805cbd2a75260451a07faa2c745bfee5defe6fc'),
	('01961042-ae18-73ef-a866-a137cbf33805', '2025-04-07 12:38:47.576246+00', 'PetArrived', '{"note": "Vaccinated and chipped.", "recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '02a9cfb5-a175-47da-8f07-2fe0470cba83', 1, '2025-04-07', '762', 'Molly', 'Budgie', 26.90, '\x3357afa6266ce603ac928a8a8a5c7aff22caf527462507498a40777fb1bc6c0a'),
	('0196859a-ad92-7737-a9ca-36d748d7972a', '2025-04-30 07:30:28.882451+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 1, '2025-04-30', '762', 'Zorba', 'Snail', 6.00, '\x625fd5341afc987f6576276a1883adb751da92322580518ba0405879248e2bcb'),
	('0196e83a-3fa2-727e-97cd-2797b7b8cf14', '2025-05-19 11:07:33.666156+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 1, '2025-05-19', '762', 'Lollipop', 'Rabbit', 43.90, '\x5e8fab2f3f01b8c16ec231aa800b616b67ec3b8725853764ca628cee14d47b8d'),
	('01977925-e832-7000-8a75-a7dd2f809971', '2025-06-16 14:30:16.882+00', 'PetArrived', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '6173d1ba-7cbf-48c5-a270-4f901f778a33', 1, '2025-06-16', '762', 'Maurice', 'Budgie', 21.90, '\xf8b8fbff05ace6fc054308f52bebef4cb18763593c85e7b064b6e0749b4df748'),
	('0197da9e-3da9-727a-8514-8a0791895b45', '2025-07-05 12:44:53.033155+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 1, '2025-07-05', '762', 'Lulu', 'Rat', 13.90, '\x8dd2b0e2980694199b9f2fd40b496615963ae4a859cdbe90355c3d6b61d85eb9'),
	('01984209-21b5-745e-b1d7-e82a27139225', '2025-07-25 14:42:31.477273+00', 'PetArrived', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 1, '2025-07-25', '762', 'Jenny', 'Canary', 52.90, '\xb965a7ef1fb295d425726c975647aaed618fa82a2fd0e9f559b877f330ccd459'),
	('0198b213-7409-731e-8a80-d6b97f350af3', '2025-08-16 08:51:16.105195+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 1, '2025-08-16', '762', 'Kuki', 'Goldfish', 5.50, '\xc42e02a1c7dcd000c70b2787306252ac20b6fb47b2f9035692d2d994c9a49efc'),
	('01990f48-656b-791e-905c-9b32ac8a1186', '2025-09-03 11:13:46.85957+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 1, '2025-09-03', '762', 'Pongo', 'Goldfish', 5.00, '\x06310157b94f5085105b81531825f6d7c65d26768d6f9798d2136e0798d13a8b'),
	('01995316-f70d-7024-a13f-6c7f41adee5a', '2025-09-16 15:13:58.029009+00', 'PetArrived', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 1, '2025-09-16', '762', 'Asta', 'Guppy', 3.50, '\xc83a58d50ff3e4ae25b9616e75c0c1f735f3f4c266cd587c40dfee57833e6272'),
	('0199dd60-7a43-708f-931e-b0d81aa562e2', '2025-10-13 11:41:51.555035+00', 'PetArrived', '{"note": "Handed in by its family, who moved abroad.", "recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 1, '2025-10-13', '762', 'Felix', 'Cat', 145.00, '\xc2b85a05e83646a622ddfcda1ed3089aae3772526293e5d11fc833dbe35c72a6'),
	('019b3c70-ca34-767e-9e09-3e165ce4beb1', '2025-12-20 15:46:23.412406+00', 'PetArrived', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '643ae610-0af1-42cd-936c-0627b948f2de', 1, '2025-12-20', '762', 'Echo', 'Guinea pig', 28.90, '\x82027a2f1a9a91164a05f143054419f8898bb4104cb28d2cb80ac8d1a295ac36'),
	('019b9398-9b50-78dd-976f-092dfe9d4121', '2026-01-06 13:56:50.640554+00', 'PetArrived', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '65e7a531-c16c-4575-a91a-51aca6c36e19', 1, '2026-01-06', '762', 'Pebbles', 'Guinea pig', 27.90, '\xfa748712191f066d612633632b1a855f388c91631224d895db1eab29996eb02a'),
	('019bc798-8f15-7f78-90b4-17176dec900e', '2026-01-16 16:17:02.741967+00', 'PetArrived', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 1, '2026-01-16', '762', 'Zoe', 'Goldfish', 4.50, '\x86e074d275dec610d781ebb7250b26c86bdd16c354114e09b3e93b1df4cdcfdb'),
	('019c1dc7-aad5-7c62-a737-15d90d396555', '2026-02-02 09:55:50.613774+00', 'PetArrived', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 1, '2026-02-02', '762', 'Turbo', 'Turtle', 80.00, '\x1fc375d9af7454bac42ddd6caa99b7519958042785a79c032ab959290f91b014'),
	('019c8a19-1d2a-7afd-a6b7-d87c9fa5204b', '2026-02-23 10:43:47.626687+00', 'PetArrived', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'ede3906e-2d12-4633-b04b-bc8462f1843e', 1, '2026-02-23', '762', 'Fido', 'Cat', 160.00, '\xba73d5521355dc58563fb09037b65749a2bc3523588b4067a964b72bdaa6ecab'),
	('019cec47-e67b-775c-838e-0f2bc76f2830', '2026-03-14 12:17:40.98746+00', 'PetArrived', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '9750cacb-3af8-4515-8054-6b3601664b94', 1, '2026-03-14', '762', 'Ada', 'Turtle', 85.00, '\x1c62cc3b1a349f427424031a9be7804c5257a66ac5e7dfa1289aa2992363fe6d'),
	('019d1565-157f-7f2f-8e0e-66591217fa8f', '2026-03-22 11:53:59.423949+00', 'PetArrived', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 1, '2026-03-22', '762', 'Coco', 'Guinea pig', 30.90, '\x606c042a90c008b491f1b2bad3d4d678f074a3e5088b67ed5208726cc71500ac'),
	('019d6c06-637d-7b8d-ae80-b2c64434ca63', '2026-04-08 07:37:31.261722+00', 'PetArrived', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 1, '2026-04-08', '762', 'Scout', 'Rabbit', 37.90, '\xaeea222d18ccb9bfafd3ada79c402a05f96fedf6125d433af9b40b546e586c4e'),
	('019dc376-512b-7b1e-b481-faa248be1ac2', '2026-04-25 07:06:44.395695+00', 'PetArrived', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '289d0ebc-1ccc-4b3e-875c-6d69f9546599', 1, '2026-04-25', '762', 'Kiwi', 'Dog', 1010.00, '\x3854e74a0dad82e0a5d340e417e333088c07aaf9e47575c44bb010a850a14678'),
	('01a0a438-a9dc-75f3-a37c-a386b827208f', '2026-09-15 08:39:32.060372+00', 'PetArrived', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'd95953e4-bf4f-481c-96a7-c2b33591170e', 1, '2026-09-15', '762', 'Nemo', 'Hamster', 13.90, '\xaf0a7529ef601a40e4f758b56160ccdefe636cc349706996fafaefd9e04318fe'),
	('01a0c479-0b12-7ba1-8d93-c01abef4e150', '2026-09-21 14:57:42.162727+00', 'PetArrived', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '8d810753-194a-42cc-8c76-7726ca594b98', 1, '2026-09-21', '762', 'Sabrina', 'Goldfish', 4.50, '\x572af29105989622ba50594f13233571727007fdf6095ea75fa35e88559477e6'),
	('01a125a5-201a-7220-bb89-acc1f990c158', '2026-10-10 11:49:01.082133+00', 'PetArrived', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '23cc706c-39a0-491d-aa60-801962ae56e9', 1, '2026-10-10', '762', 'Tasso', 'Dog', 870.00, '\x16d826f2b7f622f2c241bae3d65efb907222e9e5a82212e546301d3b8ee6ea9e'),
	('01a192a3-610f-776c-a682-0307d00084e6', '2026-10-31 15:45:43.183464+00', 'PetArrived', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'd1869fe1-911e-4140-8520-7659a55d0fad', 1, '2026-10-31', '762', 'Blanca', 'Guinea pig', 34.90, '\x4bc3a5c7436cbdefe8edbad05eb74bc4ce1d1349b02bfef38ab1abbc9b86322f'),
	('01a211ff-deac-74ed-9126-171d7d1c1a80', '2026-11-25 09:18:31.084308+00', 'PetArrived', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '1ef0ae32-1174-48a2-9f81-a0df699df452', 1, '2026-11-25', '762', 'Betty', 'Cat', 140.00, '\x27780197feef371ad9167fa524975ff7a36a8bae50b6fedd17936bfd7eaf0813');

INSERT INTO public.pet_born_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, name, species, price, mother_id, hash) VALUES
	('019b11d9-f1f2-74b0-b783-18821d553e88', '2025-12-12 09:17:34.578293+00', 'PetBorn', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 1, '2025-12-12', '762', 'Elsa', 'Cat', 125.00, '02cadba9-e273-44f0-a3cd-8eb938129040', '\xdec4ac315f35e2f61005fa219820d200cbe22135fcc51383ff1e7bae1e24d539'),
	('019b11dc-0624-709f-8f65-8405b64e054a', '2025-12-12 09:19:50.820039+00', 'PetBorn', '{"note": "Fed by hand for the first week.", "recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 1, '2025-12-12', '762', 'Biscuit', 'Cat', 120.00, '02cadba9-e273-44f0-a3cd-8eb938129040', '\x7c95f7a88f7fbb427e6d6d1ea3194012e20caa1ca7cb87fca695568eb7cdb96a'),
	('019b11dd-aa12-7845-8346-043a69028d57', '2025-12-12 09:21:38.322517+00', 'PetBorn', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 1, '2025-12-12', '762', 'Liesl', 'Cat', 140.00, '02cadba9-e273-44f0-a3cd-8eb938129040', '\x2dbc15c6ac3af741bb62af6b263376318aa338072bb9c148741e5b192f44a37e'),
	('019e3a33-a564-7989-9baa-2fb8ea1726fb', '2026-05-18 08:28:43.748596+00', 'PetBorn', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '8b608284-76c0-413e-b13b-67f84286f76a', 1, '2026-05-18', '762', 'Emma', 'Dog', 1050.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\x0afc3ceac999274ff888edd70793ddc67aec367ba7e8ccc86ab733e79ab8dbbc'),
	('019e3a34-5edf-71d2-be37-e5cf7f97211d', '2026-05-18 08:29:31.231114+00', 'PetBorn', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 1, '2026-05-18', '762', 'Willow', 'Dog', 930.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\x02ef2ff4c4034ef502b59f3405a0ec956b2ce1977714e4c88245f6a40bafe8ac'),
	('019e3a36-8560-7435-b1b4-0f9e6f4a730f', '2026-05-18 08:31:52.160263+00', 'PetBorn', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 1, '2026-05-18', '762', 'Alfie', 'Dog', 840.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\xf9287f371e5ba9021b53a0cf00fa4d1fb07c23487392c75c9f6c26957145f625'),
	('019e3a38-c579-7024-9980-ba35a0750ebc', '2026-05-18 08:34:19.641009+00', 'PetBorn', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 1, '2026-05-18', '762', 'Primrose', 'Dog', 890.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\x6e49c452d1b4637d7886be4e327b3a3b47c1ae2a6b37a46c6be8bd93d5a3ded9'),
	('019e3a3a-06b2-7185-a495-df76896ebae0', '2026-05-18 08:35:41.874095+00', 'PetBorn', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 1, '2026-05-18', '762', 'Raven', 'Dog', 930.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\x4be06f26733d83ebf0294327160b093b9c881c4eb5f95b9272f70405ad4d4c34'),
	('019e3a3b-8a26-7116-9e0b-9370e21a7132', '2026-05-18 08:37:21.062068+00', 'PetBorn', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 1, '2026-05-18', '762', 'Frodo', 'Dog', 870.00, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', '\x6a34d9027fcf12efdfd85f2adff05f74b34c025a496d2f545ca57d650c704b60'),
	('01a1f38b-bf40-7902-9896-899a8f3e6040', '2026-11-19 11:23:04.384563+00', 'PetBorn', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '74a4ebf6-ccbf-4604-b352-3fbb027cf85f', 1, '2026-11-19', '762', 'Sammy', 'Hamster', 13.90, 'd95953e4-bf4f-481c-96a7-c2b33591170e', '\xae832b45d723bd9f4ac425fd2f011a8f906db2b356435bd52b5dad54ed8c1b2e'),
	('01a1f38c-660a-7dba-8f19-6aa1605f7f65', '2026-11-19 11:23:47.082858+00', 'PetBorn', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '085a2abe-f101-4e39-a811-26a386c2b858', 1, '2026-11-19', '762', 'Harry', 'Hamster', 16.90, 'd95953e4-bf4f-481c-96a7-c2b33591170e', '\xf767741050f1866b71507e6da4e62c777bfc3da9a2e2a226f80efe7932e37dbf'),
	('01a1f38d-4631-7f3b-bd82-bf835aea2e22', '2026-11-19 11:24:44.465952+00', 'PetBorn', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'd400315f-3cf9-405c-b7be-38bad485eaaf', 1, '2026-11-19', '762', 'Socks', 'Hamster', 15.90, 'd95953e4-bf4f-481c-96a7-c2b33591170e', '\x9b91958056d4cc0779c3a170a4a206262b8033479b592a44c7c0d7d396fe4c3a');

INSERT INTO public.pet_found_again_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, found_location, hash) VALUES
	('01973566-26cf-792b-a2e9-2bc49e1057a9', '2025-06-03 10:46:16.527573+00', 'PetFoundAgain', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 5, '2025-06-03', '762', 'the herb shelf', '\xea2e0a6a29eeb89550863e3d901dacc95fc9aeae62f8b4c0860834d67f789b73'),
	('0198dc2c-153c-70dd-9fc3-67d551fe0388', '2025-08-24 13:02:13.308054+00', 'PetFoundAgain', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 7, '2025-08-24', '762', 'a bag of litter', '\xc68606fbdcdaab269cef2a05a66e85e21538b65a29362fa14ad04e1c32eaf6d2'),
	('01a0a4f6-0356-7737-b739-f8c01b85d2b3', '2026-09-15 12:06:21.270451+00', 'PetFoundAgain', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 10, '2026-09-15', '762', 'in the hay store', '\xa1b4b08ec7b792912161765d1bbdf2dac706e657d374bfefb883189526cf91a0'),
	('019845aa-3be7-72b4-bba3-aae2920fa38d', '2025-07-26 07:37:21.127169+00', 'PetFoundAgain', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 11, '2025-07-25', '762', 'a bag of litter', '\xa28daafaad94ee421e99fb4115da17da64379abe7489db30faa01fed336e03a8');

INSERT INTO public.pet_lost_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, last_seen_location, hash) VALUES
	('01a20857-9e7e-7462-abaf-1cbc29e0171b', '2026-11-23 12:18:09.662274+00', 'PetLost', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '8d810753-194a-42cc-8c76-7726ca594b98', 3, '2026-11-23', '762', 'the big tank', '\x61eb3250641ecf1c5d862b54d786309ba676fafcf26f1faac8be18df960ee877'),
	('019721fb-629c-7ee9-89a4-210620b2e066', '2025-05-30 16:16:52.380932+00', 'PetLost', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 4, '2025-05-30', '762', 'the lettuce crate', '\xca2d4c235e10f5edcbaab8d467d75a07bdae3bf6b8ca36ea607fb469b82ccee5'),
	('01980d6f-f10f-76b0-99bf-6e3fbfad2a51', '2025-07-15 09:34:56.783418+00', 'PetLost', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '6173d1ba-7cbf-48c5-a270-4f901f778a33', 4, '2025-07-15', '762', 'the open window', '\xb89958e9e516cf9827d5021f3bb420d53e4ec2de35e6ae2cf689bf99ada39273'),
	('0198a2bd-5caa-7d0e-946c-9eacbf384c89', '2025-08-13 09:22:55.786816+00', 'PetLost', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 6, '2025-08-13', '762', 'the run in the yard', '\xa5b3fb8661102bcbfd83572d8685d56845d6406f70a320a40c2a86787a34c6ac'),
	('01a08087-4f3b-775c-b68c-33397bfcb74b', '2026-09-08 10:19:06.42746+00', 'PetLost', '{"note": "Answers to its name, and to cheese.", "recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 9, '2026-09-08', '762', 'its cage by the till', '\x515f193052cb9b55b788ed0a85bf9e31b74e4dedce984149c1fabcba08020e08'),
	('01980e13-90e1-79be-990b-fa7c09d7431f', '2025-07-15 12:33:40.065609+00', 'PetLost', '{"note": "Put up a notice in the window.", "recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 10, '2025-07-15', '762', 'its cage by the till', '\x16c896aaa507f19e0cb689e2113453495ecee7d8c78738c132c7b265f8e17e03');

INSERT INTO public.pet_price_change_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, old_price, new_price, hash) VALUES
	('0193e962-4d77-7f99-bb8a-19a468419540', '2024-12-21 13:22:33.975975+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 2, '2024-12-21', '762', 3.50, 3.00, '\x17394bcadb35a42abc1f8557e2c747c7916331f07ee1147dc280d157f4c6ea20'),
	('019519b9-ce4c-798d-9040-d5c022275a11', '2025-02-18 15:42:42.252597+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'bcb9179a-445a-446e-b455-4e91bc939019', 2, '2025-02-18', '762', 42.90, 40.90, '\x630ac299c4763e9aab3b5ecf661f37468b0596985299d90d839cba54480abe5c'),
	('01960f88-553d-7da1-8e08-5957c9f87f31', '2025-04-07 09:15:15.133852+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 2, '2025-04-07', '762', 45.90, 40.90, '\xf31b66ed7281e95387ed6a733d35857459bd87512544f48066580f22604634ed'),
	('01961a46-de42-7ddb-a81c-211fbd69abb9', '2025-04-09 11:19:34.210866+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 2, '2025-04-09', '762', 29.90, 26.90, '\xa8151ecc06b9290cd78dac2743def42c5455f9fe38c32bc80c8bfa5b81bc1439'),
	('01962017-5479-79e7-b24e-3c48c3e2a6ea', '2025-04-10 14:25:22.041619+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '02a9cfb5-a175-47da-8f07-2fe0470cba83', 2, '2025-04-10', '762', 26.90, 25.90, '\xdd3141fc690819bdc081a962fd36712d2f9d5a47022321db48f0e93b883b5d99'),
	('0196c3c0-f52a-7066-8b3c-fcdf9cfba345', '2025-05-12 09:08:44.970025+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 2, '2025-05-12', '762', 6.00, 5.50, '\xdac69fd784fdc87f1f17ae69af3d417785c0f9c95ca007513e453d247057f0a2'),
	('01975e47-7ce9-75df-ac4f-30ccf19d2c18', '2025-06-11 09:17:12.809367+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 2, '2025-06-11', '762', 43.90, 39.90, '\xc256b3f49ac8954d2ff254bb0e6093439373e5cd9668e79f6cbbeb3ab18f09f2'),
	('0197ab22-40f4-7f74-8fb9-384d83f5baa9', '2025-06-26 07:27:18.260966+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '6173d1ba-7cbf-48c5-a270-4f901f778a33', 2, '2025-06-26', '762', 21.90, 23.90, '\xcbaac41607414bb7180e5ead8707e26896115364b63a31c9b8da1145d2791741'),
	('01980943-0468-720c-9baf-57e6d803ceb7', '2025-07-14 14:07:23.752128+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 2, '2025-07-14', '762', 13.90, 14.90, '\x40fe4a5f4ea512a38d63df1304c91b0d4b3be421346b9b93763cf95f5284614f'),
	('0198e70e-cede-7795-9102-8a7a0d7a76ec', '2025-08-26 15:46:04.126474+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 2, '2025-08-26', '762', 52.90, 60.90, '\xb770f87729383a631f73b2118360542ac848eadb386383eb8ea644cf9e10cb94'),
	('01995c44-b903-7e5a-875b-728ce0058202', '2025-09-18 10:00:31.747897+00', 'PetPriceChange', '{"note": "To make room for the next delivery.", "recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 2, '2025-09-18', '762', 5.50, 4.50, '\x76a9cae622818ac7913a93f42e3c6ef0f5b0658bd99e354ed781a1068c65e959'),
	('019970cf-793e-7d74-a298-db5765ad8210', '2025-09-22 09:44:29.246841+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 2, '2025-09-22', '762', 3.50, 3.00, '\x31594e7a32603879371f6e65b080742125d7ed2eab60a56f8fcdd2371586a4df'),
	('0199fc9d-3adc-70d4-8872-7fcb47a1e011', '2025-10-19 13:16:26.716052+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 2, '2025-10-19', '762', 145.00, 115.00, '\x596af85430a7b328ff8721febb147ce387cb98ce18600c7d5946dc57ae165243'),
	('019a883e-261d-77ae-8846-593ec33fb30f', '2025-11-15 15:59:25.72548+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 2, '2025-11-15', '762', 5.00, 5.50, '\xe261d1099e56d4e7ae83c629383e685254a7b95ed4876b48766ca33d900ba711'),
	('019b3244-df18-7c97-bb31-e7ca71a96257', '2025-12-18 16:22:13.016787+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 2, '2025-12-18', '762', 140.00, 155.00, '\x15700f629448abbe996e20298e4aaf782cd2f5d6fd554072fdffcb496dddfbf5'),
	('019b55cb-b889-78b4-8468-dadfdde1f238', '2025-12-25 13:56:13.065544+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 2, '2025-12-25', '762', 125.00, 115.00, '\x3697d76b2c90b41ec794219f0c8235f5b27200c6c5c174432740c43eecf8cd76'),
	('019b7e99-2bf5-761c-96b5-0b5d64c81bfc', '2026-01-02 12:05:26.133382+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '643ae610-0af1-42cd-936c-0627b948f2de', 2, '2026-01-02', '762', 28.90, 24.90, '\x8e9559d36c92cf082b7fa1e54190d1acbbcc430e17c4d4b08f3a56bbd45b3d7d'),
	('019ba797-ed1a-774f-9176-7e84819c8064', '2026-01-10 11:08:30.362457+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '65e7a531-c16c-4575-a91a-51aca6c36e19', 2, '2026-01-10', '762', 27.90, 28.90, '\xf116ad0f0a7cd80d6522bde7422b4e2d11852f54e72ae85e1472ad748b0aff75'),
	('019bfabc-0ade-7c76-8716-8161897a2a74', '2026-01-26 14:36:26.206779+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 2, '2026-01-26', '762', 4.50, 5.00, '\x7b03b6d070a9e1f5b7c4464c2b993791c21a139a58e4b6425f7d5679e1e6af8a'),
	('019c381e-30fd-7b0e-a58b-a7df20a49d78', '2026-02-07 12:40:28.669691+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 2, '2026-02-07', '762', 80.00, 75.00, '\x065eda9c333d92496d9c209f1c839fca24074127e3ee0a5045c2e9a6a902c6ad'),
	('019c615c-4bf5-7424-9484-09f738d2cf6e', '2026-02-15 12:52:44.661259+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 2, '2026-02-15', '762', 120.00, 110.00, '\x488ddc49ad98459724eed6e92f80e75a6d07e38413bcb0f9ad154acf6c843398'),
	('019cc887-ace3-75c6-9000-545ee3d01289', '2026-03-07 13:41:00.771361+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'ede3906e-2d12-4633-b04b-bc8462f1843e', 2, '2026-03-07', '762', 160.00, 135.00, '\xa997e7bb1e35a3b041de4e7d89e422d153cb521cc7e4be726eec444405b5d787'),
	('019d4330-69cd-7cf1-9688-fa2a8892ed8e', '2026-03-31 09:18:59.533809+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 2, '2026-03-31', '762', 30.90, 32.90, '\xe44365648c188af7cf7a3ed266ff5ba549e58f7ebe67cd03af463f5c42cd748c'),
	('019dd489-2411-7c0c-a838-b8b38270c894', '2026-04-28 14:40:50.705753+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '9750cacb-3af8-4515-8054-6b3601664b94', 2, '2026-04-28', '762', 85.00, 100.00, '\xa6de5fa560eb222bacf3609d59e79366e9085bdcf94f17acb356f910b613ad7f'),
	('019e26c1-32bc-712b-9b0c-99f605ae92ab', '2026-05-14 13:50:56.188073+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 2, '2026-05-14', '762', 37.90, 41.90, '\x412f1f1a9892ee1a2189b0a54f6f7335c5d226931f17691ab28e2cd095356434'),
	('019e4ed0-5aca-7d7c-9764-da95222f713a', '2026-05-22 08:32:18.122843+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 2, '2026-05-22', '762', 930.00, 790.00, '\x94b1da918275d0acdf213b8d5cbcdb7530aa472131c7cb23e3ee44e433d574d5'),
	('019e8c96-4a94-7614-b330-1038ff0acd0a', '2026-06-03 08:25:20.27638+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 2, '2026-06-03', '762', 930.00, 840.00, '\x1155a9c6db9db67310941c7850c23ba315e000c7a0161e080fb39e3967ebf6cb'),
	('019e918e-3fd0-7cf9-a997-3768ae785212', '2026-06-04 07:34:39.312811+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '289d0ebc-1ccc-4b3e-875c-6d69f9546599', 2, '2026-06-04', '762', 1010.00, 810.00, '\x7f071fc161f8616b7c44d4f8282dd8d4b406bd4d81ca557e3533e1f83e520dfa'),
	('019e9788-987c-788f-a300-c12e6315ee4f', '2026-06-05 11:26:12.092535+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 2, '2026-06-05', '762', 870.00, 960.00, '\xde18d026384396a9ece72c4100d232e6823b5d4570269fb3b21b5095aff4ee7e'),
	('019ea694-aa8b-769b-976b-7a6cadc4d9e5', '2026-06-08 09:33:41.387413+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8b608284-76c0-413e-b13b-67f84286f76a', 2, '2026-06-08', '762', 1050.00, 1000.00, '\x5c646bcead957a257ebb5934641e8567997855c0d8bc11989feb3626d0e4b495'),
	('019ecb22-5b58-7fa1-851a-d42f2acf54ec', '2026-06-15 11:54:47.000977+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 2, '2026-06-15', '762', 890.00, 850.00, '\x640ea9fa4c3417bbc4cdb2b89f3d3fd3f9bfa8126c75714f7ac72bb84fdc8b60'),
	('019ecfae-48b0-7d4b-bbb1-1368c17e9a62', '2026-06-16 09:06:06.128831+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 2, '2026-06-16', '762', 840.00, 920.00, '\xbe91d1c13cef574c4911f2deeb7732ff1e67e811575384f7c299f9d96d89c58b'),
	('01a0f783-592d-7249-99ab-62b513d309e1', '2026-10-01 12:49:35.533143+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'd95953e4-bf4f-481c-96a7-c2b33591170e', 2, '2026-10-01', '762', 13.90, 14.90, '\xe98c763f2e3dd75f4a4a410f9b6d393f724cbb84ef37e4974763813c08acbc9f'),
	('01a0fc7e-480c-77f3-96fd-46ec28a71c91', '2026-10-02 12:02:09.548497+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8d810753-194a-42cc-8c76-7726ca594b98', 2, '2026-10-02', '762', 4.50, 5.00, '\xe60afb35030d4a9c66b8527615b98fac1c08b7f11f48d5208c9eb8e2063e3bb8'),
	('01a1d414-06c0-7d89-a4e3-7b0ec7368f7f', '2026-11-13 08:44:04.672846+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'd1869fe1-911e-4140-8520-7659a55d0fad', 2, '2026-11-13', '762', 34.90, 31.90, '\x8334927ff353e27185f419e5f8e73012c9202978478e9b364c77256dbeaf250c'),
	('01940219-61e4-711a-9fa5-5823a64ce66b', '2024-12-26 08:33:25.476069+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 3, '2024-12-26', '762', 3.00, 2.50, '\x4354acec8d9df02319fe30c794dc02ceba2916b923c8a3e981c11c279f1a3561'),
	('01952852-66b8-7bf3-a9d3-f6a07061b15b', '2025-02-21 11:44:03.768747+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'bcb9179a-445a-446e-b455-4e91bc939019', 3, '2025-02-21', '762', 40.90, 36.90, '\x724cb7e8882999b34f31448d46afcb446f350f9e11ff74b0377cb0d9d3120cd0'),
	('01963334-da06-7a62-b577-fae6a08c7ee8', '2025-04-14 07:30:23.878649+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '02a9cfb5-a175-47da-8f07-2fe0470cba83', 3, '2025-04-14', '762', 25.90, 28.90, '\xdcf756d04d85c53e731a7cbd90aa0497e13635bc91841a32bbdba80d4f971f35'),
	('01965244-cceb-7a8b-9e7d-e49d2512231f', '2025-04-20 08:16:02.795659+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 3, '2025-04-20', '762', 26.90, 25.90, '\x51ba02371a6cb0ce5e537a79a649fb7c61125e6406e5338632709b1a65da3fdc'),
	('01965e48-1b01-7462-a934-04f3b12e6c11', '2025-04-22 16:15:05.985274+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 3, '2025-04-22', '762', 40.90, 36.90, '\x80eca29a8b4d9ff1aadcd03bd8d7b3e41812b226e19984df213e8136199d38df'),
	('0196e8ba-a486-78b4-9162-1d7dde65942b', '2025-05-19 13:27:48.102544+00', 'PetPriceChange', '{"note": "Back to the usual price.", "recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 3, '2025-05-19', '762', 5.50, 6.00, '\x7354c8b6918b687b2a764ab8227555fab2c0d2d83fd269de09589e1f0c667a35'),
	('01978238-3ebd-7628-9b67-0689234dca95', '2025-06-18 08:46:53.629385+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 3, '2025-06-18', '762', 39.90, 35.90, '\x88dcbb5b146cee44b944145a1374ac86822ff87c9a950518f956eb90c80a83d9'),
	('0197b100-08c7-71ae-8404-f79890d3f330', '2025-06-27 10:47:38.951105+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '6173d1ba-7cbf-48c5-a270-4f901f778a33', 3, '2025-06-27', '762', 23.90, 18.90, '\x60c509fccb96ee1bc8f28cda450398376d636b2f87ea7e512ab04dc735b49988'),
	('0198190e-63a9-7810-84e9-5f3eeaff2ec2', '2025-07-17 15:43:50.185504+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 3, '2025-07-17', '762', 14.90, 13.90, '\xa512ab33987e25f9baffb65b2f8c9e79fd4304e93b7032717e6de082c34201f1'),
	('01990f68-6f48-79c2-bf7b-438fde5e6d67', '2025-09-03 11:48:46.53661+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 3, '2025-09-03', '762', 60.90, 48.90, '\xd560255241c2cccb0ec29cf4bf92ade8c10663a3f0983cc1e1497fb7a02fba1b'),
	('01999642-a1fa-7533-b55e-2f730d19073e', '2025-09-29 16:16:13.306325+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 3, '2025-09-29', '762', 4.50, 4.00, '\x20fad734bc20d777486492204bc1ed646a13dd69841df3910e229e8957860ea4'),
	('0199c836-78a4-78a7-a676-f162f48d5ece', '2025-10-09 09:03:57.092541+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 3, '2025-10-09', '762', 3.00, 3.50, '\x43d96a0cc590598ff22d707b6c79a5fa09feb448f992401050cf49819e82b8db'),
	('019a5988-5186-711a-9b28-5512a18ad5ec', '2025-11-06 14:18:17.350069+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 3, '2025-11-06', '762', 115.00, 100.00, '\x88d807d56b83838542ca376d8908d029f9417f2e39dc737381039d8c4eca1968'),
	('019a8c89-0bc3-7c14-a1c6-775ccc29171b', '2025-11-16 11:59:43.043755+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 3, '2025-11-16', '762', 5.50, 5.00, '\x187784e7caff926d767293f1af126a39c1481c1100e1d941437f119eed43ae2c'),
	('019b7ea3-3841-7543-9fb3-c4bf16863032', '2026-01-02 12:16:24.641329+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 3, '2026-01-02', '762', 115.00, 110.00, '\xc1a0c0e2eeef1cf1972d9a700d3fc289b9481f222735c693bedb913dd945a629'),
	('019bad77-356b-714f-89d2-dfe7c279b127', '2026-01-11 14:30:29.483082+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 3, '2026-01-11', '762', 155.00, 140.00, '\x095a4a444082d1c620b12c09094df23bd12aad442711fce65ad7027ee346942c'),
	('019c57f9-4f02-7f26-9d51-715f9a8f7acb', '2026-02-13 17:08:02.434947+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 3, '2026-02-13', '762', 75.00, 70.00, '\x8d882db389b919d56a822084f5d2e3816d0280c5c5cdbe6a3b6757f63ea3d576'),
	('019c7b5f-01e4-78d0-9e97-e11cca3b1183', '2026-02-20 14:05:49.924551+00', 'PetPriceChange', '{"note": "To make room for the next delivery.", "recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 3, '2026-02-20', '762', 5.00, 4.00, '\xb21f852713b1872b4d4628d965fdd75f78e398bca860588f5021ec839d0c7dd1'),
	('019d77d9-c3a6-7d06-9782-a8bac1479729', '2026-04-10 14:44:13.350814+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 3, '2026-04-10', '762', 32.90, 29.90, '\xe246f5328ff5475d5f4167cb09975f5bc1937cf5dda2bba3758ee7275e5add6f'),
	('019dde0d-074b-7d91-a1ff-75727c0a651c', '2026-04-30 11:01:29.035848+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '9750cacb-3af8-4515-8054-6b3601664b94', 3, '2026-04-30', '762', 100.00, 90.00, '\x3c3df5b3592e577ebf02f42b506f61673788bcd6b3c6f96077ebdf87d4653e1d'),
	('019e2c33-ac3d-78d4-9072-ec8696de3577', '2026-05-15 15:14:04.477552+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 3, '2026-05-15', '762', 41.90, 47.90, '\x2011be0ff380736093c0c7187b6744bb2cab7f553a732bd079da80a83a9564a4'),
	('019e9bcf-69be-7dba-852d-d90f2606406c', '2026-06-06 07:22:02.046858+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 3, '2026-06-06', '762', 790.00, 910.00, '\x3b71e0c4982888e544bdd6d622450c7b8f6c513b69bda09b6ea5213f59635fef'),
	('019ea780-5c6b-7c20-bef7-319313c68d05', '2026-06-08 13:51:07.883758+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 3, '2026-06-08', '762', 840.00, 800.00, '\x368ff8c6411cb8e64258e9d3af52eea1de3b402a01bbcff2d4a5d1706b04b1ac'),
	('019eb1b0-0cce-71ef-a4b2-4ab898eda451', '2026-06-10 13:19:25.390121+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '8b608284-76c0-413e-b13b-67f84286f76a', 3, '2026-06-10', '762', 1000.00, 900.00, '\x22450e8914c232909b4b10b56d6a2adfd1f8f1499c50eeec9d315b74ed65a109'),
	('019eda5d-45c4-7533-96d8-8330f81e01b6', '2026-06-18 10:53:26.340325+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 3, '2026-06-18', '762', 920.00, 970.00, '\xd9ba499b08628219513593c92fa15ec955c3fd11a78e8a990ed67575a123c7a9'),
	('019f5042-c44f-7fd2-95f0-0a709a1aab20', '2026-07-11 08:19:40.751989+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 3, '2026-07-11', '762', 960.00, 1100.00, '\xf4ece3d52643f69e579a247ffaeb1689cc036a59c46c5a3386f13658b2e9fca1'),
	('019fdbff-2c4e-705e-b562-01046de8d62b', '2026-08-07 11:32:41.166023+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 3, '2026-08-07', '762', 850.00, 770.00, '\xd8f3956da2bc725074d8e9bc7dc91c91087765b664e4310d9aba090064229442'),
	('01a148cd-7f22-7cbc-8071-3237270c390a', '2026-10-17 07:39:49.410796+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'd95953e4-bf4f-481c-96a7-c2b33591170e', 3, '2026-10-17', '762', 14.90, 15.90, '\xbda64b7e8f8bf0bf9e3aa8df45c770114992bd71dcdf46661e9e98714d29579c'),
	('01946eaa-e544-7d0e-b653-d294253849fd', '2025-01-16 10:31:21.156816+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 4, '2025-01-16', '762', 2.50, 3.00, '\x365c79d30eff3170d81a0f3df8ea9ae00460128b43e7d6d23505f24bf95128ab'),
	('01967712-a47e-773f-840c-f43dc887a544', '2025-04-27 11:47:12.638453+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 4, '2025-04-27', '762', 36.90, 40.90, '\x9dcfdcbb644147202f26407d52069912ec2113976bb30a15b4346f6f5637818a'),
	('01979d04-a5ba-76cc-9cdf-75d5c38b4581', '2025-06-23 13:40:16.954425+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 4, '2025-06-23', '762', 25.90, 26.90, '\xe7066144ddfb5a4fe2f4a6eb8587b7b686594f06161e0cae5a748d8e6d53be22'),
	('01982bdf-d731-7ca7-8764-b163ba9edbd2', '2025-07-21 07:25:46.673791+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 4, '2025-07-21', '762', 13.90, 12.90, '\x782ee56e04aa6c465b2042dc3afa3c139fcd056acffdf97dc36390d4d91cbda3'),
	('01985132-344c-7ac4-8eb8-4685785b739b', '2025-07-28 13:21:41.452673+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 4, '2025-07-28', '762', 35.90, 28.90, '\x914fa73b752d70bc0edca5f5856593c093ee4bae59a6e448eb319c7decabeb97'),
	('0199b3ed-00b8-750e-8982-0d44233f0338', '2025-10-05 10:31:17.944316+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 4, '2025-10-05', '762', 4.00, 3.50, '\xbd33899a917eb6cce35ecec554bdb20d7bc9842e0df6b7dda050b2749d79e114'),
	('019a7816-7f69-7b0e-93ca-ad4e102d52d4', '2025-11-12 12:42:11.689691+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 4, '2025-11-12', '762', 3.50, 4.00, '\xc4428f53fb7c42e3c15fbf5e8e95f4fd521b56c445590423f0bf460ee5514626'),
	('019ae3c6-3891-776c-9fc2-a5947d8c24eb', '2025-12-03 10:33:30.001464+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 4, '2025-12-03', '762', 100.00, 120.00, '\xd7404efd3a67ab0af93d23ed50fe871f82d4c1d104f5278f4f12901d44761459'),
	('019c2ecc-1832-75e7-83c8-eb229c7cc7e5', '2026-02-05 17:14:13.426369+00', 'PetPriceChange', '{"note": "Back to the usual price.", "recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 4, '2026-02-05', '762', 110.00, 115.00, '\xf8b06b3d3eaa8b5b22845456c12eb582af8c8fa82718dab135564dd1aedd3d3b'),
	('019c37ca-b01c-7d0e-853f-6341476dffaa', '2026-02-07 11:09:16.188816+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 4, '2026-02-07', '762', 140.00, 135.00, '\x33c76ce0339cbca2d806729833ecf5d718aa8d0b8d89d6d09663d6c75516f43a'),
	('019c8ab2-47d0-79c6-8702-45cc6442ab88', '2026-02-23 13:31:05.552611+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 4, '2026-02-23', '762', 70.00, 75.00, '\xff45330de12ec20afbb962a8b9fafd86535758eef9b72ae03886db2da51e10a9'),
	('019d8c90-ec3f-7aac-8bad-1b4708523e27', '2026-04-14 15:16:41.151667+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 4, '2026-04-14', '762', 120.00, 115.00, '\x35781e0ccd73c23f163512dcfa95dbabaef2b8e99d054f3bf4e61273830ac554'),
	('019dfcbe-26c2-7476-8310-09b21e1a4e3e', '2026-05-06 10:03:33.442279+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 4, '2026-05-06', '762', 29.90, 25.90, '\x6c197900cd5ce800faa36bbfb2c59e2b482cc8a86964ca8801a4a0cabd9c0a0a'),
	('019dfcdb-b34e-7e41-80be-ad3e5656a55b', '2026-05-06 10:35:49.966891+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '9750cacb-3af8-4515-8054-6b3601664b94', 4, '2026-05-06', '762', 90.00, 80.00, '\xcb5589dfa2d68d4cee439b29b39fbd005a9053d51588b5079567e8870d5d542b'),
	('019e554c-722e-7a9b-bc07-2f3548456c84', '2026-05-23 14:45:33.870663+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 4, '2026-05-23', '762', 47.90, 42.90, '\x91e55f14dcf4cad6a84a619e77d0480f2f393a990d01f7a3617f87162e07becb'),
	('019ea16b-ee98-733b-b683-94513aa8b3e0', '2026-06-07 09:31:05.752202+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 4, '2026-06-07', '762', 910.00, 960.00, '\x9c5d03866bf9b949ca0babc806f3ce874dbbfb1743c9096b3056608f1b38d7c8'),
	('019eb5c1-06cc-7a39-beea-fd85f892804c', '2026-06-11 08:16:26.828639+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '8b608284-76c0-413e-b13b-67f84286f76a', 4, '2026-06-11', '762', 900.00, 990.00, '\x7cbf048d9facbdf72f8f9a860f01d6c40a88b6a9784b00f08faf5fce7f30c6da'),
	('019efe44-faa3-7ecc-b580-0ef42c5de9f0', '2026-06-25 10:13:14.019925+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 4, '2026-06-25', '762', 970.00, 780.00, '\xde94b6ab6441effde45835424f673de24d12dc68aaeed58dfb82d459317b3083'),
	('019f0e25-2ab4-7dc2-8c5e-7255f8c0c3b0', '2026-06-28 12:12:24.62886+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 4, '2026-06-28', '762', 800.00, 880.00, '\x6c752b074bc73774c33fba13ddecba5dc58251dc1c0629597cf7b9a964a7e7aa'),
	('019fcc4c-8e4c-7610-97f5-83d2149ce8b0', '2026-08-04 10:23:17.068379+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 4, '2026-08-04', '762', 1100.00, 940.00, '\x017b667b38324d2b2801dd12d65d3d05afa815cd338a8602cc21bee8ab1216b9'),
	('01a01548-16b0-790a-98d3-a98a1c02b341', '2026-08-18 14:30:41.072565+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 4, '2026-08-18', '762', 770.00, 690.00, '\x4ebf33d5b4ec2944f0143c20bbbc0f1cf9b9708bb978b5318e137a5b5c71463d'),
	('01a17285-0a07-776c-8952-039fd0870027', '2026-10-25 10:04:43.911464+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'd95953e4-bf4f-481c-96a7-c2b33591170e', 4, '2026-10-25', '762', 15.90, 13.90, '\x17d7c55a5dd8b8afd6b6a6a094c9a09485478ca96f29a215b9121b09cbb8fa57'),
	('0194b174-b688-7620-b6d3-c305830419b7', '2025-01-29 09:46:43.720383+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 5, '2025-01-29', '762', 3.00, 3.50, '\x4eb8b7f0f38540810e325e1c79d45267886fd1002fb09ef43fd93b29347a76f9'),
	('0196b07b-e02a-7662-b860-f31d5d677173', '2025-05-08 15:20:30.506399+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 5, '2025-05-08', '762', 40.90, 42.90, '\x339813e3747c481cc81a034600304eed364c287060924268fb1ab7450bd3926e'),
	('01986fbd-ed35-768b-a0b8-bbcc110459fe', '2025-08-03 11:42:54.773409+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 5, '2025-08-03', '762', 28.90, 35.90, '\xf47843d339f98e7497a8c1088434da92a3c9851a734efc556ed0435625c6914a'),
	('019951dd-9337-73db-a59b-a383f8b5fa47', '2025-09-16 09:31:39.703241+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 5, '2025-09-16', '762', 26.90, 25.90, '\x13bacae7ea2a379969664152f118f243a1fba5391dc10998c245bba4fcab0b70'),
	('0199d8b7-bfe9-771a-aaa6-d7cc0f587150', '2025-10-12 13:59:04.937444+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 5, '2025-10-12', '762', 3.50, 4.00, '\x9c81166c60085538f713e774b8080fb4dca217266d59a79d01de4e87917a32c1'),
	('019a8694-b216-724d-9535-fdba4b35f6d9', '2025-11-15 08:14:43.222144+00', 'PetPriceChange', '{"note": "Weekend offer.", "recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 5, '2025-11-15', '762', 4.00, 3.00, '\xf06ff59b53bd82fed46d1ef15e131da7dd99d11a804453bb3a28338da454734e'),
	('019b4545-fce8-79b6-9af7-47d05a954556', '2025-12-22 08:56:13.288607+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 5, '2025-12-22', '762', 120.00, 130.00, '\x3a8408b5dbaed135c8b62417a656a1ce286410aa266b445451886aed4c82124e'),
	('019c6680-807b-712b-978c-a2cc1a1b9d95', '2026-02-16 12:50:23.483073+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 5, '2026-02-16', '762', 135.00, 110.00, '\x564a3e0d1c06d7c3c6121679670d6ddf18f89285f81575154692408151cfc362'),
	('019c7b1e-e9c2-7c39-8dba-4eff4e7b0920', '2026-02-20 12:55:49.442764+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 5, '2026-02-20', '762', 115.00, 100.00, '\x9aa6a088028e8690ee24a47b73600b9986cd0ea5b6c7c1b90b63678217e37da1'),
	('019ca4c5-f6a1-7560-8462-e5b00cbd46fa', '2026-02-28 15:02:43.105336+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 5, '2026-02-28', '762', 75.00, 80.00, '\xa3fb9e9e99f051eb363eb70b7983caec0b6a67d97a5d6c5954fa2b697fe4cf76'),
	('019cc22c-29a2-7c28-bc01-8ca016b0ef01', '2026-03-06 08:03:20.09876+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 5, '2026-03-06', '762', 5.00, 4.50, '\xaf7c93b229796662c473c4a23d215c8b0684fdf7e26f960204dac095ad5f47d5'),
	('019daa19-cb17-751e-adf1-eefa9b1fda07', '2026-04-20 08:55:10.35932+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 5, '2026-04-20', '762', 115.00, 110.00, '\xd78ad3178c96312334e5a99105ac088ab26e3bdd7eaf2a48d8fc54f4f4d421c0'),
	('019e2a8f-3650-7102-9a27-022fe557d801', '2026-05-15 07:34:49.168063+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 5, '2026-05-15', '762', 25.90, 28.90, '\x4920e7da9fa5358ad76f7f5bc4c7841cad1dd1b0ee3908cf101518fb36098511'),
	('019e72c9-b763-7c24-8f34-5474be15e213', '2026-05-29 08:11:22.851759+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '9750cacb-3af8-4515-8054-6b3601664b94', 5, '2026-05-29', '762', 80.00, 70.00, '\x31e503e1c45c6d96def1de07e77c7a7975d92c7a76e158d2fed46184fdb67b7f'),
	('019f3806-a28a-78dd-ba49-b9732598d6e5', '2026-07-06 15:23:06.762554+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 5, '2026-07-06', '762', 42.90, 40.90, '\xd437594e9b5d5441e0015f228b17ff295b9226d26e400b012e30f904cc89ef8f'),
	('019f663d-71f3-7272-acee-3f132fe706ce', '2026-07-15 14:45:30.739153+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 5, '2026-07-15', '762', 880.00, 920.00, '\xedc7fdcd70d46d6233677885a042c1c3592a89dfd233e5166430229d9cad2026'),
	('019f7454-95da-7e6a-925b-143818c15362', '2026-07-18 08:25:28.282901+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8b608284-76c0-413e-b13b-67f84286f76a', 5, '2026-07-18', '762', 990.00, 840.00, '\x0c04ac36c99574507acaf816c200878010a6e5286cbacac5860ce654548edcc7'),
	('019fff5e-ed45-79a1-8696-e43c241571aa', '2026-08-14 08:23:59.045602+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 5, '2026-08-14', '762', 940.00, 800.00, '\x8711d057d5cc43a73e5be0a34ac845c9df6d3fe7977b48f030952b97eebdb4c6'),
	('01a004bb-3b53-7ee5-9e05-950021b5b779', '2026-08-15 09:22:54.419931+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 5, '2026-08-15', '762', 960.00, 1060.00, '\x4ea4e8648378a47a450fc67d4181e5d53e76eec67481b39a551f614af7ede51e'),
	('01a0289c-7b4a-765a-9f79-e4bd267a224f', '2026-08-22 08:35:38.954397+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 5, '2026-08-22', '762', 690.00, 830.00, '\x73e9fb07d6fe1e0a1386c8d6a15ef0f78de9ef0912f5ed640219af703a46aee5'),
	('01a07617-c83e-701c-82ca-308e3dc9d14a', '2026-09-06 09:41:05.214007+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 5, '2026-09-06', '762', 780.00, 820.00, '\x41cf9ce5a43398ad30866735527e4a63fed87e9efa79d1543bda3940cdd336e2'),
	('01a1e4d9-8611-7d02-8169-ef730a02fef5', '2026-11-16 14:53:43.313813+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'd95953e4-bf4f-481c-96a7-c2b33591170e', 5, '2026-11-16', '762', 13.90, 10.90, '\x398c046eee9d21fda24c53d20c0cfcc7df6a161cf0d4929b55dd4a5d50610d4c'),
	('01974edd-9c0d-7824-8dc5-10d93b760551', '2025-06-08 09:27:15.725509+00', 'PetPriceChange', '{"note": "Food has become dearer.", "recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 6, '2025-06-08', '762', 6.00, 6.50, '\xa9e76d9f5f95c4af90e4589751a58d2ab3fad9f8f2512925afe1b535394bb891'),
	('019764a4-5e12-7ee9-804a-729341e9ad3e', '2025-06-12 14:56:23.058932+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 6, '2025-06-12', '762', 42.90, 48.90, '\xb0b8863a48af31fcd02828d5937c0d26c8b38fabe11879bff9df73d43f77c27c'),
	('0199dcc1-8a30-7760-8d59-789a02938149', '2025-10-13 08:48:15.408461+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 6, '2025-10-13', '762', 25.90, 28.90, '\x2ab850f3efdef41d153f559930e36bf17a2cd5263ed6ad59cd4c8840b414925d'),
	('019a9202-e1be-7224-8732-d05729a77a37', '2025-11-17 13:30:53.758134+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 6, '2025-11-17', '762', 4.00, 4.50, '\x381c36df548efd840f640fae37e921da6b9a755b645d2bde37a23aff3cca6e71'),
	('019b4aaa-f397-7ad9-8f7f-9f428b522b37', '2025-12-23 10:04:36.119678+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 6, '2025-12-23', '762', 130.00, 105.00, '\x79162b352430758d5f5956a17933e05fae3253b5fed88621ad2ce53fe60c7afd'),
	('019b6f88-4d92-70dd-9bae-68659e51a707', '2025-12-30 13:52:42.386054+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 6, '2025-12-30', '762', 3.00, 3.50, '\xe7fdc0f23f8633c1544264e0493dd00b20c66a1e7e91759f5a4dedd0fa86e44d'),
	('019cbe93-337a-7f53-af08-2617169f5b5f', '2026-03-05 15:17:23.962958+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 6, '2026-03-05', '762', 100.00, 120.00, '\x860e65a7013e70f0c1e618a2b8425659c6f3824c804e40e4b923d37b58eb1ad7'),
	('019cc767-e26a-78f9-9aa5-bb57a88fd054', '2026-03-07 08:26:40.106561+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 6, '2026-03-07', '762', 4.50, 4.00, '\xa3acfe785dc1dada301424a0ff16ea1fe935e2c4c9e93c0708770de6cfb3b7e0'),
	('019d3f13-da30-7a5a-80df-2d4608b2c5c0', '2026-03-30 14:09:18.896647+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 6, '2026-03-30', '762', 80.00, 75.00, '\xaf6cbf88da8bdc49408add7c0f664a09fc9deadbcc4f3ffb98eeec7f8ac316e0'),
	('019e3af1-5803-70ac-b051-db3b445163d1', '2026-05-18 11:55:55.779042+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 6, '2026-05-18', '762', 28.90, 29.90, '\x3fd613cca592ef4d1add6fbc11d79a1161e3e46b8e755893346d8120a24e18f5'),
	('019e6912-7560-7451-af27-c31c610acd5c', '2026-05-27 10:54:37.92027+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 6, '2026-05-27', '762', 110.00, 115.00, '\xd8b0dffcb61fba0451d035cf9fda2061df8f41fd32da48ae550eab662420c4c9'),
	('019ec598-6ef8-7014-b278-d36db2fcaec4', '2026-06-14 10:06:01.976005+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '9750cacb-3af8-4515-8054-6b3601664b94', 6, '2026-06-14', '762', 70.00, 80.00, '\x4ea2c6c38328b2268a3ee4a00bcdfbecada2476ee49202a4b506c1950f3aefd5'),
	('019f7095-5e27-70a7-8485-f2f790d3047f', '2026-07-17 14:57:44.999041+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 6, '2026-07-17', '762', 40.90, 44.90, '\x2217be5b377b2ba1d4be75d90355ae5b4f312beee121bc9a1106394adac0a293'),
	('019fb89b-6ad4-7cc8-8413-a5c709ac8651', '2026-07-31 14:37:01.012799+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '8b608284-76c0-413e-b13b-67f84286f76a', 6, '2026-07-31', '762', 840.00, 760.00, '\x81b0456e4314a132b5442e74c8a46fe6bb64fd6ebc2e05cf1b20cf54d26dc5e7'),
	('01a0154d-26b7-747a-9852-edff5c50b02c', '2026-08-18 14:36:12.85528+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 6, '2026-08-18', '762', 800.00, 880.00, '\xd28049f668189875fa5bc5f909317436e3b03eb2605e3f3144bab34c443a213c'),
	('01a076e3-bfbc-7d37-a65f-d2619ee40def', '2026-09-06 13:23:52.380826+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 6, '2026-09-06', '762', 830.00, 710.00, '\xd9d5fda797c34d4a17bb2ac5724a382b19a870ebfb01ce9723eac3b853a93673'),
	('01a07b78-093e-7d16-938f-29ff58394f3b', '2026-09-07 10:44:19.390818+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '0f354d19-d7f5-4073-901f-de64dca731cf', 6, '2026-09-07', '762', 920.00, 740.00, '\xe37915285bde0191da4a198ffa6ca6d4125dc6c4af1e54283402eeb1578f645f'),
	('01a08fdd-bdf5-75e3-a60d-ae5411374315', '2026-09-11 09:47:49.109368+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 6, '2026-09-11', '762', 1060.00, 850.00, '\x45e32cd8586f33f3ae4856b984ba4f1caf4c35a04ccafc9d6b759014ea2ccc27'),
	('01a094f6-a1ce-7624-94d5-455d267e175e', '2026-09-12 09:33:06.382384+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 6, '2026-09-12', '762', 820.00, 740.00, '\x6476bf996b75351271a958fa4822dd6dde4e023886fc5d9ee71fc9acb4620afc'),
	('019791fa-75ca-733b-b5c4-25f88a090a2d', '2025-06-21 10:13:19.946202+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 7, '2025-06-21', '762', 48.90, 46.90, '\x290012207f21993a521dc6af7d82d0bcc9ccf93da3c6387cc4c8b6f97026fa07'),
	('019ad525-aa0b-7c2d-adc3-31f269888989', '2025-11-30 14:23:26.731761+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 7, '2025-11-30', '762', 28.90, 27.90, '\x6372d87d262ecbd67bedc27f018953c96e40013d0f9238de06bf527152bfbf59'),
	('019b1d55-1dac-7620-8531-5800aa54210a', '2025-12-14 14:47:56.076383+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 7, '2025-12-14', '762', 4.50, 5.00, '\xb6e065f88a7d80599a38832cbe1810bebdf18829e9beb91ec853812803c298e9'),
	('019b8e45-3a21-7cc4-918e-c38cfbab4176', '2026-01-05 13:07:40.193798+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 7, '2026-01-05', '762', 3.50, 3.00, '\x1c371abdc34f96ffed4f73aa4d909aaa4d0c69436ac289d22f963f363f8ae79b'),
	('019bef3b-b22a-740c-9fe4-f4dd8ddbd5ba', '2026-01-24 09:00:25.514253+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 7, '2026-01-24', '762', 105.00, 130.00, '\x219bd57612ee40365f433f30e35c3d0f2b7563da3d9d21a271221dc135d838c4'),
	('019d4d0b-986a-705a-a3ca-4a75c6e41d5f', '2026-04-02 07:14:58.794022+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 7, '2026-04-02', '762', 120.00, 130.00, '\xe424682a1637b8a6376120f1880c64de9810a550bb3f577531eec634195e1ea0'),
	('019e0778-5add-7251-b6a9-da9b6e5a6017', '2026-05-08 12:03:08.637145+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 7, '2026-05-08', '762', 75.00, 70.00, '\x073220576f51dfa37ad01e6bd658584489e153ead5f81cd722d614e57893bb1a'),
	('019e5a24-8bd7-74d9-8245-ddd2f0edfcb3', '2026-05-24 13:20:05.079303+00', 'PetPriceChange', '{"note": "Fully grown now.", "recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 7, '2026-05-24', '762', 29.90, 32.90, '\xdc6475064ff5a19516444e86db703b874edb275e311b1d4728dc9489030a36e2'),
	('019e6dce-7985-77c2-9e82-1f7ac801cf99', '2026-05-28 08:58:28.613485+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 7, '2026-05-28', '762', 115.00, 120.00, '\xd851f9da1bf8912a98d1a71cdfc4f2fa128506aedad35251f20d8516a5d207c7'),
	('019ecb3d-b900-7835-81be-cdf54040020a', '2026-06-15 12:24:40.448513+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '9750cacb-3af8-4515-8054-6b3601664b94', 7, '2026-06-15', '762', 80.00, 70.00, '\xca83d5b170b29a7cf3a8bee3c10fc66ec3135c40696feb21f5c0ce39f778ccc0'),
	('019fc828-fd5a-778d-b97a-bd4d96bd297e', '2026-08-03 15:05:57.338472+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '8b608284-76c0-413e-b13b-67f84286f76a', 7, '2026-08-03', '762', 760.00, 610.00, '\x021098a480a1d13ad33bac89c909fd1f1ae32bdc6e7c3c9e5f849157c04988c7'),
	('019fe595-1802-7024-a5a3-26b83d66d053', '2026-08-09 08:13:01.314009+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 7, '2026-08-09', '762', 44.90, 40.90, '\xf460941fe650a5f5e1571bf0069150b5cf129e2ee0a5c0d5aa45211cd6052ce0'),
	('01a051d5-c929-733f-8ae6-6164d319e22a', '2026-08-30 08:42:40.297203+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 7, '2026-08-30', '762', 880.00, 840.00, '\x7c774b6ef2d0355dc05f0eba773375e80567c9d9e37722d0db31219832832b97'),
	('01a0a9ba-1bed-7d3b-aca9-f9177bea1edc', '2026-09-16 10:19:01.485827+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 7, '2026-09-16', '762', 850.00, 770.00, '\xd6b9ab73b7d164ea6f3ba5595391b2a3042befd6978e008bc0eeb9b15315ee85'),
	('01a0c90e-b300-777c-93cb-90f592100bab', '2026-09-22 12:19:38.880468+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 7, '2026-09-22', '762', 740.00, 670.00, '\x203e682b5eea9c5b89fbbf4b53168394a24b1c0383ac05cfc8230d46e1e7746e'),
	('01a12a3a-073c-7af5-a6ba-3cb3b91678b1', '2026-10-11 09:10:08.444685+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 7, '2026-10-11', '762', 710.00, 820.00, '\xae680d16304c47beaff3ba2e0a1274292bd1b8aa1d9d9e1a155a160f1c0bf648'),
	('01978d65-ddb0-78dd-b41b-681650de1592', '2025-06-20 12:52:32.816554+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 8, '2025-06-20', '762', 6.00, 6.50, '\x0d4ed6d67cb7d91a68ed7e0f1a2efa6fd22790c637c83ae4758aec2c6390f058'),
	('0197a6df-9f9a-7e6e-9509-edce290295a5', '2025-06-25 11:36:02.714902+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 8, '2025-06-25', '762', 46.90, 37.90, '\xd320663849fc06a49ed4d218ad9ee04742a473d3ebf29aa08a37259112138ffe'),
	('019b413a-2f48-789b-9cf7-8fd1c9349500', '2025-12-21 14:04:50.888538+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 8, '2025-12-21', '762', 5.00, 5.50, '\x77f03dc40e93e646730e82fb7952cce702c51d5dbaea7e1c701e5a6b5d802722'),
	('019b8356-6fb3-79c2-8390-9445eca456d6', '2026-01-03 10:10:38.64361+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 8, '2026-01-03', '762', 27.90, 21.90, '\xaec0ac016d5ceef0019bc41bd1c26b6e9a58c87bd0165074bbc696d5c095f29f'),
	('019bd70f-fa71-726e-a627-73a30d08461b', '2026-01-19 16:21:47.249152+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 8, '2026-01-19', '762', 3.00, 2.50, '\x8af95373518ef7cc3946033cf95d75fa17dfe1803ce9f965932760f2c3edc003'),
	('019e269b-6d8c-77fb-adaa-249f8fd08764', '2026-05-14 13:09:40.876499+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 8, '2026-05-14', '762', 130.00, 145.00, '\x33623619195078a984f677c4439fe151f203c7a51cb1970fa08d8c869c7e6d33'),
	('019e5df0-7b98-76ed-b251-e4e3c45589be', '2026-05-25 07:01:41.912433+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 8, '2026-05-25', '762', 70.00, 80.00, '\x615cb548e1beb03592820f2332f5af49cefca1a595e505c7ee034b536100bd31'),
	('019e5f13-d5c0-7943-81ce-bc6f687def53', '2026-05-25 12:19:55.968579+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 8, '2026-05-25', '762', 32.90, 35.90, '\x5ff408521e95ff52d816f89df39db21589a2842128046b26b7692684027e8b94'),
	('019e729d-92d3-7cf5-9b81-80199d8c6106', '2026-05-29 07:23:09.90781+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 8, '2026-05-29', '762', 120.00, 130.00, '\x652b057433dcee7041fd568593afd9a8389c2dbaeecd6403c79de37b945735db'),
	('019edb5b-68f2-776c-bc0d-833a054c8667', '2026-06-18 15:31:01.490464+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '9750cacb-3af8-4515-8054-6b3601664b94', 8, '2026-06-18', '762', 70.00, 85.00, '\xd1d59b60a9a901fec09d7ef3cfa7fbac9e80da01910c7579fa85f1af740cb215'),
	('019ffac4-3afe-7ed4-a756-8bac865435aa', '2026-08-13 10:56:31.998927+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8b608284-76c0-413e-b13b-67f84286f76a', 8, '2026-08-13', '762', 610.00, 670.00, '\x02366a687221af987fc81623f5c6f0253a1d0997983f3e6a7f3d7d506f96c02d'),
	('01a03df9-9ae2-7195-92a9-7d0a25617471', '2026-08-26 12:09:23.426099+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 8, '2026-08-26', '762', 40.90, 44.90, '\x53311235c75d3462d2d7e3ca31b5bcf2ef44dc5e5628da6be46eec90b9e9e6db'),
	('01a0b4fe-c1e8-75fb-b108-27cb10b261bb', '2026-09-18 14:49:49.800374+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 8, '2026-09-18', '762', 770.00, 810.00, '\xcd32dc94b868809b4376edfedff0fb161e9c05b4eb36c5284e7d6ada058ab788'),
	('01a16338-fef6-749f-ac73-c268ecc7b8b6', '2026-10-22 10:47:22.102289+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 8, '2026-10-22', '762', 820.00, 780.00, '\x3cb0849e36ef8587da4dd24e1b547d4795909c9cd7f0116d197a2a05a971d1b1'),
	('01a1a72d-c8d4-7fae-9792-9107099b1afb', '2026-11-04 15:29:18.03698+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 8, '2026-11-04', '762', 670.00, 800.00, '\xa7004f1a6e926969412d7e4465d14c177cedab61bb463f8e37f5524ca7deb89a'),
	('0197a75e-1179-7c87-8542-2c357a2d4e11', '2025-06-25 13:54:09.401783+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 9, '2025-06-25', '762', 6.50, 7.00, '\x3012cf09c7f49f7779522c4edb0d0b6931e81307535e89880169d94da8e238e5'),
	('0197dedf-d8a6-7cd4-a5df-9de3ac3c95eb', '2025-07-06 08:35:01.414802+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 9, '2025-07-06', '762', 37.90, 43.90, '\xc58503b35de70aba03f0b8c7bbc6d34e8ea8e11bd7fca4d1ab80c520fdb139a3'),
	('019b461f-f4e7-77b2-89a1-9da227d55dc6', '2025-12-22 12:54:18.087481+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 9, '2025-12-22', '762', 5.50, 4.50, '\xa9f7d38f907a2d78d48e85512c0f8821a702c7be94246efdab04ec10eb09803e'),
	('019b8967-f7cf-766e-b2d3-626ea24aac9d', '2026-01-04 14:27:30.895402+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 9, '2026-01-04', '762', 21.90, 23.90, '\xb17fe563756fad514e97a84a5e78f53680e26cd0cf467a7cfbec28b000ced72b'),
	('019cf782-4e2a-75b2-bbbb-18f2c70ee4a4', '2026-03-16 16:37:17.994356+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 9, '2026-03-16', '762', 2.50, 3.00, '\x45e8b28dce13b864f6721a039f823cef6b474da24e82c7122bb72056a593c3b3'),
	('019e82b4-2c44-7831-82bc-97949ec94c89', '2026-06-01 10:21:46.436512+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 9, '2026-06-01', '762', 130.00, 105.00, '\x9516615d7bcc8bbdd0a508b9c0f7e36ce8ee94ea37a359536a0d9b1dd48d9ad2'),
	('019e9377-88ae-79e7-b7b7-27cf5a5b0b40', '2026-06-04 16:29:05.070619+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 9, '2026-06-04', '762', 80.00, 70.00, '\x5e0be2419690801515be9fb7c7e3b767f7c09cadfaae501bc2b05d5ac11fba13'),
	('019ed47f-5045-77d7-a96e-196b5cba31df', '2026-06-17 07:32:53.95749+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 9, '2026-06-17', '762', 35.90, 28.90, '\x170b5e560be50c233a257a4ae3fa8c5e9e704dc07f96d1eb7312f316076454da'),
	('019f9e14-e34e-7224-99a5-f31e6a711ca0', '2026-07-26 10:59:56.878134+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '9750cacb-3af8-4515-8054-6b3601664b94', 9, '2026-07-26', '762', 85.00, 80.00, '\x4db18362a77675ba553766d56ae0ce77cb47dcc0b9848263557aad1693f518d1'),
	('01a0a482-d8f3-7c04-95de-b06bb66a4d95', '2026-09-15 10:00:33.779751+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '8b608284-76c0-413e-b13b-67f84286f76a', 9, '2026-09-15', '762', 670.00, 840.00, '\x65f37233d5f6b7ecfc212bdad99757d94bc8d01305f6f22b02403a40d1e07dd9'),
	('01a0b922-d3fb-73c6-8fcf-1dc32a546362', '2026-09-19 10:07:42.587236+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 9, '2026-09-19', '762', 880.00, 840.00, '\xb4dc1bda4cf688025fcbe7a3cb829e236333b0c0096452908a05530701bd7cf2'),
	('01a16992-ee60-7b33-a8f0-d1c77fa6fd06', '2026-10-23 16:23:19.3927+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 9, '2026-10-23', '762', 780.00, 700.00, '\x42866afab83c0f79f2e89247b01a273037c129b7a5128dd302386eb7e8c7df8a'),
	('01a1d9e6-400a-78c0-9333-07c7f147697c', '2026-11-14 11:51:47.978547+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'd5cdda30-864c-44f9-8481-05eb23a9e796', 9, '2026-11-14', '762', 800.00, 680.00, '\xd8354df2faf4919b6b426247911a725f66af36c046953bbd4c3a8ffad0e793b6'),
	('01981e36-9b35-7516-a367-d4109d3bdeb6', '2025-07-18 15:45:51.925318+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 10, '2025-07-18', '762', 7.00, 6.00, '\x642144d5d74928aec6a7081f60aab3b8274fce928eda9e73d2f0a5917be0cf63'),
	('019bd5b9-60f0-7635-8c5c-68b2884d038b', '2026-01-19 10:07:34.640388+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 10, '2026-01-19', '762', 23.90, 22.90, '\x69fc9f5c5c6e4c1867521cc3fcf685fdf0535c4e39f41bd879419fe7f373377b'),
	('019c9f78-dcde-76a7-a399-073b03d09396', '2026-02-27 14:20:24.158416+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 10, '2026-02-27', '762', 4.50, 5.00, '\x8343ff78fdcdd7b746f0f5b3110c388efef4a04e096822346cbcbbf0c6ca5ff1'),
	('019d059e-962f-79e3-97d0-1eaafc45aba7', '2026-03-19 10:22:52.463618+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 10, '2026-03-19', '762', 3.00, 3.50, '\x6defdc2c31e44c372bb1bb32c0da769e41f2760b90c3f05ab60fd3198db93afa'),
	('019eb255-d958-7856-a9b5-d22ad75dacab', '2026-06-10 16:20:31.192521+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 10, '2026-06-10', '762', 105.00, 125.00, '\xb3fb800262c3168b5f5189578ff18db7a702872acb3ff6760e0b2062f850ff59'),
	('019eb626-74e9-77e7-9667-6712cba3136d', '2026-06-11 10:07:14.153494+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 10, '2026-06-11', '762', 70.00, 85.00, '\xeee599dc42060f31d62027c59ad83c73a7f4d99fdecf1053a6e07345829c73c2'),
	('019ee040-6c05-7b26-b041-0b5189ecacb6', '2026-06-19 14:19:38.885697+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 10, '2026-06-19', '762', 28.90, 24.90, '\x3f43f2220086f9fdccbdceb7355c81cfc3401e7cf8d1463b8ca2b2d3b63bae49'),
	('019fbcf5-49c9-7083-b5f0-41f414e653b4', '2026-08-01 10:53:39.657032+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '9750cacb-3af8-4515-8054-6b3601664b94', 10, '2026-08-01', '762', 80.00, 75.00, '\x774475e5dc01483297fea67288aaecea5ef2ca25e539d2452f1162b7487f8044'),
	('01a0c9ae-1f37-7fe7-b0ab-b7a46254e393', '2026-09-22 15:13:46.807994+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 10, '2026-09-22', '762', 770.00, 650.00, '\x73fdca660e3bfbd2f0a7c2bdeb6f18ee871233c591a2f18758d78672025ff6c0'),
	('01a1b05e-57c9-720c-aca8-3aec469333c1', '2026-11-06 10:18:55.305128+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 10, '2026-11-06', '762', 700.00, 840.00, '\xac9f0b8b128414935aef2eb3162bfe4ef3491e2cc2c206f9367de502317993e0'),
	('01a1d4f9-cfa2-76ed-b7e5-affcf86acd5b', '2026-11-13 12:55:03.842433+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '8b608284-76c0-413e-b13b-67f84286f76a', 10, '2026-11-13', '762', 840.00, 920.00, '\x9a588c5803f3c4f74c1409c6543d1e3cb41e04db802d25ea7708141df9c74fa2'),
	('019c1e19-8f99-7ac8-ac4e-9d44d7ae6cfe', '2026-02-02 11:25:17.593674+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 11, '2026-02-02', '762', 22.90, 27.90, '\xcba64116cdb561f1e2a891e5aa58d9d1c91a3aafc1885894461a5b6e4cb7480f'),
	('019cb373-59b9-752b-aa00-43d2bcac9435', '2026-03-03 11:26:47.225323+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 11, '2026-03-03', '762', 5.00, 4.50, '\x0b086f9df45cb86474ae319c735c6b10d61a74c6794e365314c1a1b423a5c3a5'),
	('019eca27-7640-733b-9162-1f275576d397', '2026-06-15 07:20:44.352202+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 11, '2026-06-15', '762', 125.00, 115.00, '\x0f7f2b5c59de331234dbcc226f94546b1b59697a46e22f9f63116c18f4d39008'),
	('019ed100-bb10-75ca-9a2a-c341d87835ad', '2026-06-16 15:15:46.576362+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 11, '2026-06-16', '762', 85.00, 100.00, '\x9d4614c291d637134608f88a66a67f905750b67d9c73d6868c9126213e1de80a'),
	('019ee4ef-0cf9-79ca-adb7-24865715a0bb', '2026-06-20 12:08:52.217612+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 11, '2026-06-20', '762', 24.90, 23.90, '\x97276f9bca07473fd4af83e4567c76ca7c7b7710f3d98dec0196c98057df9e9e'),
	('019f07e7-a05b-71e7-978e-6e5db0ed169f', '2026-06-27 07:07:28.219119+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 11, '2026-06-27', '762', 3.50, 3.00, '\xb0dffa4977991dbab812661637f0cf70e65c493b8a07b47e68d22a62fff9b6b7'),
	('019febd8-d4d2-778d-8cd4-3293ab88c669', '2026-08-10 13:24:43.858472+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '9750cacb-3af8-4515-8054-6b3601664b94', 11, '2026-08-10', '762', 75.00, 70.00, '\xf4e452d28a399d4986037e811eaa208ebc26ab8801f1e5485e252cbe39452e3f'),
	('01a0d8d2-fb2c-7e1c-b5b2-e715246ab9f2', '2026-09-25 13:48:20.652882+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 11, '2026-09-25', '762', 44.90, 35.90, '\x52f978d933bff22aba311fe3486c5a1381477868d770876d451bf9e53c2d055b'),
	('01a10610-5d2e-707a-b9ea-86dd6deb2034', '2026-10-04 08:38:18.15803+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 11, '2026-10-04', '762', 650.00, 720.00, '\x86abc9dac9b6bd5096225142df7682f705dbf5d413ed09ac3fe22f84ad87fed8'),
	('01a21204-8e7d-73e3-a9d8-93b550c997d6', '2026-11-25 09:23:38.237243+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '8b608284-76c0-413e-b13b-67f84286f76a', 11, '2026-11-25', '762', 920.00, 1060.00, '\x8fac40576c34ac31fd40037a4568e458807ef29db2b41acb83029ff025d28df3'),
	('01985ad1-1cde-7610-8e45-1b1533e8eb96', '2025-07-30 10:11:50.622379+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 12, '2025-07-30', '762', 43.90, 45.90, '\x66a8836aba3b7bad1cea71e6a7f51848ffca57c2e21bd1fabf51397bb7c1845b'),
	('019d9b8b-46fb-7722-b704-3c01aa0a5921', '2026-04-17 13:04:49.403446+00', 'PetPriceChange', '{"note": "To make room for the next delivery.", "recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 12, '2026-04-17', '762', 4.50, 4.00, '\x203c03fed6e1cdaa8cbeabfc2663e2f9fb9128bdbba01a4eed2a58f2299503fc'),
	('019f2d92-cb9d-7887-8d93-77bb67c424fa', '2026-07-04 14:40:22.941533+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 12, '2026-07-04', '762', 3.00, 3.50, '\xa08ff7fee24a2051be9b33c02e5c7768c4fd779eae6387124898593d7ad1cf7e'),
	('019fa7d0-f321-706a-a025-5326dc55dd4f', '2026-07-28 08:21:56.641026+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 12, '2026-07-28', '762', 115.00, 90.00, '\x0919fa6807741da23aa04ba16b27a7f08684f9b2a3389ccd6b46cea95416d8e7'),
	('01a075f4-4d78-7995-a1fa-ec824a1f23f7', '2026-09-06 09:02:20.024599+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '9750cacb-3af8-4515-8054-6b3601664b94', 12, '2026-09-06', '762', 70.00, 85.00, '\x56f2bbf5cf5f5fcd0ea9141c57b41cb5b3d0efae9cf2ce97085f0abdf36ea724'),
	('01a0e1e7-80e0-7cf5-b69b-e1193e625533', '2026-09-27 08:07:20.54481+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 12, '2026-09-27', '762', 35.90, 31.90, '\xf24629a07ba6b762ae7ddba8159635161a57af7abed7b7e1e048e5d906bdd7c8'),
	('0198c713-b764-7e24-8387-bdf41c86267e', '2025-08-20 10:43:34.884884+00', 'PetPriceChange', '{"note": "Has been here for a while.", "recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 13, '2025-08-20', '762', 45.90, 38.90, '\xc1db92bf49d6f128c6e7af8533109ace49cb58d958405c5b4808b7d1d6599fa7'),
	('019dc8ef-8a6a-73e3-85b8-10b13e71355b', '2026-04-26 08:37:14.986243+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 13, '2026-04-26', '762', 4.00, 4.50, '\xbe4c8ae02bb7b4ae413c8d9244e4ef2c0957ca2e2054a616866488641a5679c7'),
	('019f99ca-2492-7a56-876f-845a09641043', '2026-07-25 14:59:49.522646+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 13, '2026-07-25', '762', 3.50, 3.00, '\x86cdd2962cfa6738a39bf0b396b7450dc47ea7763cf3da2f3d871e139edee35c');
INSERT INTO public.pet_price_change_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, old_price, new_price, hash) VALUES
	('019fc801-9366-749b-8ce2-366b1e37ad27', '2026-08-03 14:22:54.310288+00', 'PetPriceChange', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 13, '2026-08-03', '762', 90.00, 100.00, '\x964e6564ab6d61fd79d461010d70a09af04c9ebb62bcb909e2475743c94f83fb'),
	('01a0a4df-23d3-704d-908d-521af6e8a88b', '2026-09-15 11:41:22.259019+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '9750cacb-3af8-4515-8054-6b3601664b94', 13, '2026-09-15', '762', 85.00, 70.00, '\xb21e57bb654c6b5a890f265d3254abab41c410984e83bb6e664c55a08e5ecf27'),
	('019e01e1-1b2d-7697-95da-0d868655a0a1', '2026-05-07 09:59:50.317412+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 14, '2026-05-07', '762', 4.50, 4.00, '\xc51b8cc77b5b676fed2e0f55f9648930dad9a13192615762301e4add80b58ecd'),
	('01a02e59-8d36-7def-8aa0-0eae4805608e', '2026-08-23 11:20:15.926871+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 14, '2026-08-23', '762', 3.00, 2.50, '\xf0f5b43329764b56aeb5a0f12649cb08245a9701dfe19d0dd3d9c78cabe459d2'),
	('01a0c8f6-8e96-7ed4-953b-076a38a37306', '2026-09-22 11:53:16.694927+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '9750cacb-3af8-4515-8054-6b3601664b94', 14, '2026-09-22', '762', 70.00, 80.00, '\xa7517577bdf9a23784738be02729071ac227f9b0b043bb2a684663d1d6e88272'),
	('01a0cd54-7127-7a66-862b-6c5e834b2b2a', '2026-09-23 08:14:18.40765+00', 'PetPriceChange', '{"note": "Fully grown now.", "recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 15, '2026-09-23', '762', 2.50, 3.00, '\x8b853fb6ef779267dd3e5cf1a74861026feb87e5a11aba245ed66c0c884026c4'),
	('019e3f24-ef8d-7062-b8ce-cdf611537932', '2026-05-19 07:30:45.773024+00', 'PetPriceChange', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 16, '2026-05-19', '762', 4.50, 5.00, '\x6dbf0c3e055f3f91016f8b90835b15446747d8641fc2135b068895423e336e53'),
	('01a100fe-bb77-70c8-8864-107b098a7ca9', '2026-10-03 09:00:56.567049+00', 'PetPriceChange', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 16, '2026-10-03', '762', 3.00, 3.50, '\x4d7c364f52236db7a7cef398d4d0ee1c9ef0ca3bcd0161df875b7cfd1ec644bc'),
	('019ea6d1-5a39-71ef-aed0-74bec436e635', '2026-06-08 10:39:58.521121+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 17, '2026-06-08', '762', 5.00, 4.50, '\xab586356f111793626ffbf2861272bc707f159b4f5394e3e8cd28566082b9e76'),
	('01a12a47-3de4-78ed-ad65-5edd6f8155f3', '2026-10-11 09:24:34.404558+00', 'PetPriceChange', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', '7ef79136-572f-45c3-a4a1-c91cf21f130d', 17, '2026-10-11', '762', 3.50, 3.00, '\x7f749a8b0c2ff2c815c0c72ac90683a118ae8ca7b96b78de127bfb7aaf623a4a'),
	('019f79eb-2cda-7424-8e73-6058d2277f71', '2026-07-19 10:28:03.418259+00', 'PetPriceChange', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 18, '2026-07-19', '762', 4.50, 5.00, '\x039c428d4a2916eb8be966df4f3bdbb32593cfb60a24ec53c337ae2226d85a43'),
	('019fd6b1-086f-7218-8314-f2e9255b248b', '2026-08-06 10:49:14.095131+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 19, '2026-08-06', '762', 5.00, 5.50, '\x3631eb6c27d8f4903a7f68d61cb558d4b3771f044c4aff08e33c7355dc5d9543'),
	('019fe62d-805c-74d4-a178-012cec2aae67', '2026-08-09 10:59:29.500302+00', 'PetPriceChange', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 20, '2026-08-09', '762', 5.50, 5.00, '\xdb901de06dc591dd16ef215b29a92c2823a4e949ee43da96380d1a108d34cff4');

INSERT INTO public.pet_sold_events (id, created_at, event_type, metadata, pet_id, version, occurred_on, transaction_id, customer_id, sale_price, hash) VALUES
	('01a211c6-bea5-7bc2-8c6a-26369d7b5d2d', '2026-11-25 08:16:07.333735+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '23cc706c-39a0-491d-aa60-801962ae56e9', 2, '2026-11-25', '762', 'dabc6b83-2e90-4884-b283-ab30d3fb96a9', 870.00, '\xe4274d1ef7bcbcac65c38045745b4e5d6a9f934e117fb092c9addf879daf4e0f'),
	('019c3356-8ca3-7f99-9c02-dd32f60a74e4', '2026-02-06 14:23:56.067975+00', 'PetSold', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '65e7a531-c16c-4575-a91a-51aca6c36e19', 3, '2026-02-06', '762', 'a43db2c6-7739-415b-8b3c-6f6019bd4ec7', 28.90, '\x0b97bf6f8598e842e379c80e1942a845495e0af04fabc7071bb534cfb3130f7b'),
	('019d0b8e-9665-7a93-a7c0-3ec4cbb53e8a', '2026-03-20 14:03:07.237661+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'ede3906e-2d12-4633-b04b-bc8462f1843e', 3, '2026-03-20', '762', '523ca998-3682-40f7-8193-dc760efb36e1', 135.00, '\x21701500268b826f54fc39f74b584c947f86c79fe846cffce0ce3f4cb85fad32'),
	('019d3914-9fa8-73b6-9705-0d50790128dd', '2026-03-29 10:12:26.152232+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '643ae610-0af1-42cd-936c-0627b948f2de', 3, '2026-03-29', '762', '38438965-40d9-46b0-8480-50f4b17a12a3', 24.90, '\xf556ddcc5b6b4f7be41ff2e951feed1171e5bca51a1de5c147ccb62abe24a576'),
	('019f556a-b877-7d74-a1f3-d17f63fa76b9', '2026-07-12 08:21:25.239841+00', 'PetSold', '{"note": "Explained the feeding twice, all clear.", "recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '289d0ebc-1ccc-4b3e-875c-6d69f9546599', 3, '2026-07-12', '762', '3cc7fa7e-48c4-440d-9c95-cf9cbd78cba0', 730.00, '\xdd6f7bc2a0744d56d704e783bf6f624efb99287a41ab362fcc83e5c014de5466'),
	('01a20841-db84-7d1a-a31c-13ffd9d8787f', '2026-11-23 11:54:23.492819+00', 'PetSold', '{"note": "Will come back for food on Saturday.", "recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'd1869fe1-911e-4140-8520-7659a55d0fad', 3, '2026-11-23', '762', '2ae0b2be-a62b-4d58-a6f4-daadcba138d7', 31.90, '\xe40c5b792c0e31ef5848195bbc4cbf8ad253e442ffb00cf4aefe900256ecae9c'),
	('019560bb-56b0-7fbe-b400-9b845f96bad8', '2025-03-04 10:37:25.040984+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'bcb9179a-445a-446e-b455-4e91bc939019', 4, '2025-03-04', '762', '20cc0561-a616-473c-bbd2-464e029d51ab', 36.90, '\x43d0983e93a32e24315297a87ede500da4b24c9f372c87b433dd2c42f57ec606'),
	('01967b5b-2133-768f-b9da-20cb5a035835', '2025-04-28 07:44:52.01941+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '02a9cfb5-a175-47da-8f07-2fe0470cba83', 4, '2025-04-28', '762', 'a43db2c6-7739-415b-8b3c-6f6019bd4ec7', 28.90, '\x235ab117d58d7fd2fabd51e5f18b3faf43742877779ff679742fcd95d29829a5'),
	('0199474a-fd37-7b89-bcc1-7a5566104575', '2025-09-14 08:15:20.887721+00', 'PetSold', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 4, '2025-09-14', '762', '2ae0b2be-a62b-4d58-a6f4-daadcba138d7', 48.90, '\x2c894c8e9a810a6ca5684cfabc187ed94f538c3e7f9cf1c54ee91305a0fc6b62'),
	('019a9b52-c1fc-7a3d-a3e5-c9da043ff67d', '2025-11-19 08:54:43.45264+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 4, '2025-11-19', '762', 'be0d5f59-61d4-4aac-9b79-44e60b186e23', 5.00, '\x8864bd3daefa99325a067ca1a77cc69a6c05579b57bbd0619af4e124c53cfd33'),
	('01987979-379e-75df-87d1-f4750f594b9e', '2025-08-05 09:04:03.998367+00', 'PetSold', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 5, '2025-08-05', '762', '20cc0561-a616-473c-bbd2-464e029d51ab', 12.90, '\x0734ce8030735254164ce62c7d3336946edd3f06e49eeb1ed7380af8c0f857c5'),
	('019c6c68-7d98-7e87-aa73-31f10198b634', '2026-02-17 16:21:53.176908+00', 'PetSold', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 6, '2026-02-17', '762', '3cc7fa7e-48c4-440d-9c95-cf9cbd78cba0', 105.00, '\x04d077f0b63b96c5997296430c69538db46499ea34cc84106e6e7cc2bbed7456'),
	('01959a11-ce7c-748f-83da-0b43724052d1', '2025-03-15 13:50:13.116285+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 7, '2025-03-15', '762', '2ae0b2be-a62b-4d58-a6f4-daadcba138d7', 2.50, '\x7caa9729733ad570d7229b5967d6497d25e1d2772b4ab64e2210b03b0cb76b9f'),
	('019d8683-4657-71d7-b888-1bb475688c03', '2026-04-13 11:04:03.415115+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', '272db0e2-d6bb-448f-a088-74aa2464a239', 7, '2026-04-13', '762', '6d754215-7869-4d86-b6ab-f4e648690043', 4.00, '\x38ac5134bf8b831f507b76729bd55c897fcd40d59cd04f96903a7e0ba7c5308a'),
	('0199fb83-ab7d-7628-bdf8-7dd66e822705', '2025-10-19 08:08:54.397385+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 8, '2025-10-18', '762', 'dabc6b83-2e90-4884-b283-ab30d3fb96a9', 31.90, '\x22a017f63c1089d4ffba182ea8661d2dcdf4709c2a4283986dfeb511e4620684'),
	('019c482c-6368-7d8d-af08-668ad014b673', '2026-02-10 15:29:54.536847+00', 'PetSold', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '02cadba9-e273-44f0-a3cd-8eb938129040', 8, '2026-02-10', '762', 'f1a60200-4a5b-4a9e-a055-e662c8d784b5', 130.00, '\x459bbca41a437b391f087b03287a75ed704f8f2f3a89033b9efb4743a8600be4'),
	('019e97b7-d461-7400-b526-17238d359b03', '2026-06-05 12:17:47.61725+00', 'PetSold', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', 'fd726dd9-e24d-4654-9de6-a1cffce70062', 9, '2026-06-05', '762', 'd86254ac-85fb-4800-b704-09261e90842a', 145.00, '\x0df12d3ae2026de30f63c1d687006d926810178ff2b14b54642627bec42aca9f'),
	('01a0f20d-a9d6-7cf9-a100-9a1df159ef88', '2026-09-30 11:22:56.854811+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 10, '2026-09-30', '762', 'fcaccecc-9b54-4078-a85d-e9df0fbc6ee5', 840.00, '\xb73bbb14509393f02bfc995177e6a02667bd4579ef90e6faaa6ab68bd9844025'),
	('01987037-9993-7f0e-bc3d-0c9e1526b6d2', '2025-08-03 13:55:48.755941+00', 'PetSold', '{"recorded_by": "b031b253-8b4b-4e65-b8e2-57c3264a66a8"}', 'ed49da96-e628-4a00-9be2-ef606541c0c0', 11, '2025-08-03', '762', 'e106a2ce-fa8f-42c9-93a7-26647428dde9', 5.50, '\x9e59f430cda8cebe29629a2925c796145e5ebc30979a34ef442d5f8e3880666e'),
	('01a1e3b6-b4ad-78e9-9f2c-aaf11f5b8c8a', '2026-11-16 09:36:04.269557+00', 'PetSold', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '8e5d7cda-2dca-4646-b250-4fe0175cd579', 11, '2026-11-16', '762', 'fcaccecc-9b54-4078-a85d-e9df0fbc6ee5', 840.00, '\x137a755e1ac48ff92ec5aa35b4f0757944ac6d47cb5459948026a709c788a690'),
	('019c6fe8-e8e2-7bd7-8dbe-b8f8c9911567', '2026-02-18 08:41:00.89874+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 12, '2026-02-17', '762', '99b46aed-fce3-48dc-a4ca-50a19e37c344', 27.90, '\x51226a7edee8418a63f88878e4391027907f842588a7ea3f34e3928d6277e2cb'),
	('019eee37-c474-76d4-91fc-609c48684e6f', '2026-06-22 07:24:52.724427+00', 'PetSold', '{"recorded_by": "6f29fe67-1b6e-4d5b-9f82-9dec3417b3eb"}', '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 12, '2026-06-21', '762', 'a43db2c6-7739-415b-8b3c-6f6019bd4ec7', 23.90, '\xd52ad05f243a279b9d280bdd256823f1bedd67cd535c271def277f75bd3aef3e'),
	('019eee8e-33cd-79a9-bf6c-ae39b4572825', '2026-06-22 08:59:17.325604+00', 'PetSold', '{"recorded_by": "b8f51718-75ab-4fa2-8daf-14d3630dc521"}', '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 12, '2026-06-22', '762', '0421a398-84c1-4fd9-b733-865e4d13a19b', 100.00, '\x6ef71650f969d8e3bef0a14de58fdbfbdf35aecd91ddb8b0d050ec1c50af112e'),
	('01a181c6-1f57-7b4f-b4c3-ed5a73d99e29', '2026-10-28 09:10:07.447707+00', 'PetSold', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 12, '2026-10-28', '762', '868aef40-10a2-4a03-95c3-c99bfdbc3c66', 720.00, '\xfa70b25e81138eaf9ffa52b1bdef1337fb863634c002f5cec75210654dde6415'),
	('01991f10-50cf-74b4-8f9d-4463fa09d0e8', '2025-09-06 12:46:27.023294+00', 'PetSold', '{"recorded_by": "f941a36b-9ceb-46d2-b7eb-bfeeb5ed748f"}', '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 14, '2025-09-06', '762', '516568d2-e162-40dc-b0cd-a474766e27d8', 36.90, '\xc583c0ad03bb465c2391f3184f865d47ad74b4a6fa3e4fa1ab55823426b1ac52'),
	('01a06197-b76d-7126-bc4d-1fb01f244d98', '2026-09-02 10:08:47.981072+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 14, '2026-09-02', '762', 'f1a60200-4a5b-4a9e-a055-e662c8d784b5', 100.00, '\xbfbf7a00ab09f6e44d8fa2a63ff07971b399e9b336ed6393eca645a5f5deeb75'),
	('01a0e834-fb81-745e-989e-096110683c42', '2026-09-28 13:29:41.505273+00', 'PetSold', '{"recorded_by": "c66a63e8-6c67-4818-b2f0-fb4ac8d49b00"}', '9750cacb-3af8-4515-8054-6b3601664b94', 15, '2026-09-28', '762', '5b99baf4-f1ee-4917-adcf-09ffe1fc1579', 65.00, '\x376d42d23d536550deffdf5f9735ab8af68b720008134179b7831b863859c036'),
	('01a08fed-c3b3-7733-9394-f499bb2a7d44', '2026-09-11 10:05:19.15545+00', 'PetSold', '{"recorded_by": "cd16d350-e0f5-4980-847e-2027af5dcea6"}', 'cf128853-4cb4-4774-9189-79937eb3b6be', 21, '2026-09-11', '762', 'fcaccecc-9b54-4078-a85d-e9df0fbc6ee5', 5.00, '\xa999afa139b199d6b399ed2fb26446c19d4a9c36a85c89f3c05c9a45e9ba4e49');

INSERT INTO public.pet_streams (pet_id, version, last_recorded_at, head) VALUES
	('1ef0ae32-1174-48a2-9f81-a0df699df452', 1, '2026-11-25 09:18:31.084308+00', '\x27780197feef371ad9167fa524975ff7a36a8bae50b6fedd17936bfd7eaf0813'),
	('74a4ebf6-ccbf-4604-b352-3fbb027cf85f', 1, '2026-11-19 11:23:04.384563+00', '\xae832b45d723bd9f4ac425fd2f011a8f906db2b356435bd52b5dad54ed8c1b2e'),
	('085a2abe-f101-4e39-a811-26a386c2b858', 1, '2026-11-19 11:23:47.082858+00', '\xf767741050f1866b71507e6da4e62c777bfc3da9a2e2a226f80efe7932e37dbf'),
	('d400315f-3cf9-405c-b7be-38bad485eaaf', 1, '2026-11-19 11:24:44.465952+00', '\x9b91958056d4cc0779c3a170a4a206262b8033479b592a44c7c0d7d396fe4c3a'),
	('23cc706c-39a0-491d-aa60-801962ae56e9', 2, '2026-11-25 08:16:07.333735+00', '\xe4274d1ef7bcbcac65c38045745b4e5d6a9f934e117fb092c9addf879daf4e0f'),
	('65e7a531-c16c-4575-a91a-51aca6c36e19', 3, '2026-02-06 14:23:56.067975+00', '\x0b97bf6f8598e842e379c80e1942a845495e0af04fabc7071bb534cfb3130f7b'),
	('ede3906e-2d12-4633-b04b-bc8462f1843e', 3, '2026-03-20 14:03:07.237661+00', '\x21701500268b826f54fc39f74b584c947f86c79fe846cffce0ce3f4cb85fad32'),
	('643ae610-0af1-42cd-936c-0627b948f2de', 3, '2026-03-29 10:12:26.152232+00', '\xf556ddcc5b6b4f7be41ff2e951feed1171e5bca51a1de5c147ccb62abe24a576'),
	('289d0ebc-1ccc-4b3e-875c-6d69f9546599', 3, '2026-07-12 08:21:25.239841+00', '\xdd6f7bc2a0744d56d704e783bf6f624efb99287a41ab362fcc83e5c014de5466'),
	('d1869fe1-911e-4140-8520-7659a55d0fad', 3, '2026-11-23 11:54:23.492819+00', '\xe40c5b792c0e31ef5848195bbc4cbf8ad253e442ffb00cf4aefe900256ecae9c'),
	('8d810753-194a-42cc-8c76-7726ca594b98', 3, '2026-11-23 12:18:09.662274+00', '\x61eb3250641ecf1c5d862b54d786309ba676fafcf26f1faac8be18df960ee877'),
	('bcb9179a-445a-446e-b455-4e91bc939019', 4, '2025-03-04 10:37:25.040984+00', '\x43d0983e93a32e24315297a87ede500da4b24c9f372c87b433dd2c42f57ec606'),
	('02a9cfb5-a175-47da-8f07-2fe0470cba83', 4, '2025-04-28 07:44:52.01941+00', '\x235ab117d58d7fd2fabd51e5f18b3faf43742877779ff679742fcd95d29829a5'),
	('9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 4, '2025-09-14 08:15:20.887721+00', '\x2c894c8e9a810a6ca5684cfabc187ed94f538c3e7f9cf1c54ee91305a0fc6b62'),
	('aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 4, '2025-11-19 08:54:43.45264+00', '\x8864bd3daefa99325a067ca1a77cc69a6c05579b57bbd0619af4e124c53cfd33'),
	('6173d1ba-7cbf-48c5-a270-4f901f778a33', 4, '2025-07-15 09:34:56.783418+00', '\xb89958e9e516cf9827d5021f3bb420d53e4ec2de35e6ae2cf689bf99ada39273'),
	('f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 5, '2025-08-05 09:04:03.998367+00', '\x0734ce8030735254164ce62c7d3336946edd3f06e49eeb1ed7380af8c0f857c5'),
	('d95953e4-bf4f-481c-96a7-c2b33591170e', 5, '2026-11-16 14:53:43.313813+00', '\x398c046eee9d21fda24c53d20c0cfcc7df6a161cf0d4929b55dd4a5d50610d4c'),
	('88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 6, '2026-02-17 16:21:53.176908+00', '\x04d077f0b63b96c5997296430c69538db46499ea34cc84106e6e7cc2bbed7456'),
	('0f354d19-d7f5-4073-901f-de64dca731cf', 6, '2026-09-07 10:44:19.390818+00', '\xe37915285bde0191da4a198ffa6ca6d4125dc6c4af1e54283402eeb1578f645f'),
	('d17cff8f-0211-4bef-91a4-35bf9a703ca6', 7, '2025-03-15 13:50:13.116285+00', '\x7caa9729733ad570d7229b5967d6497d25e1d2772b4ab64e2210b03b0cb76b9f'),
	('272db0e2-d6bb-448f-a088-74aa2464a239', 7, '2026-04-13 11:04:03.415115+00', '\x38ac5134bf8b831f507b76729bd55c897fcd40d59cd04f96903a7e0ba7c5308a'),
	('4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 8, '2025-10-19 08:08:54.397385+00', '\x22a017f63c1089d4ffba182ea8661d2dcdf4709c2a4283986dfeb511e4620684'),
	('02cadba9-e273-44f0-a3cd-8eb938129040', 8, '2026-02-10 15:29:54.536847+00', '\x459bbca41a437b391f087b03287a75ed704f8f2f3a89033b9efb4743a8600be4'),
	('fd726dd9-e24d-4654-9de6-a1cffce70062', 9, '2026-06-05 12:17:47.61725+00', '\x0df12d3ae2026de30f63c1d687006d926810178ff2b14b54642627bec42aca9f'),
	('d5cdda30-864c-44f9-8481-05eb23a9e796', 9, '2026-11-14 11:51:47.978547+00', '\xd8354df2faf4919b6b426247911a725f66af36c046953bbd4c3a8ffad0e793b6'),
	('2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 10, '2026-09-30 11:22:56.854811+00', '\xb73bbb14509393f02bfc995177e6a02667bd4579ef90e6faaa6ab68bd9844025'),
	('ed49da96-e628-4a00-9be2-ef606541c0c0', 11, '2025-08-03 13:55:48.755941+00', '\x9e59f430cda8cebe29629a2925c796145e5ebc30979a34ef442d5f8e3880666e'),
	('8e5d7cda-2dca-4646-b250-4fe0175cd579', 11, '2026-11-16 09:36:04.269557+00', '\x137a755e1ac48ff92ec5aa35b4f0757944ac6d47cb5459948026a709c788a690'),
	('8b608284-76c0-413e-b13b-67f84286f76a', 11, '2026-11-25 09:23:38.237243+00', '\x8fac40576c34ac31fd40037a4568e458807ef29db2b41acb83029ff025d28df3'),
	('a82d1342-af53-4bea-aacf-5143ea0d1ab5', 12, '2026-02-18 08:41:00.89874+00', '\x51226a7edee8418a63f88878e4391027907f842588a7ea3f34e3928d6277e2cb'),
	('386a9c3e-434c-4a8b-933d-424e8bcdb07d', 12, '2026-06-22 07:24:52.724427+00', '\xd52ad05f243a279b9d280bdd256823f1bedd67cd535c271def277f75bd3aef3e'),
	('444b1213-3ac6-4e7b-bad0-15d76532c2ec', 12, '2026-06-22 08:59:17.325604+00', '\x6ef71650f969d8e3bef0a14de58fdbfbdf35aecd91ddb8b0d050ec1c50af112e'),
	('a01ef343-5d3f-427b-bd75-b20e432c27b7', 12, '2026-10-28 09:10:07.447707+00', '\xfa70b25e81138eaf9ffa52b1bdef1337fb863634c002f5cec75210654dde6415'),
	('faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 12, '2026-09-27 08:07:20.54481+00', '\xf24629a07ba6b762ae7ddba8159635161a57af7abed7b7e1e048e5d906bdd7c8'),
	('15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 14, '2025-09-06 12:46:27.023294+00', '\xc583c0ad03bb465c2391f3184f865d47ad74b4a6fa3e4fa1ab55823426b1ac52'),
	('cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 14, '2026-09-02 10:08:47.981072+00', '\xbfbf7a00ab09f6e44d8fa2a63ff07971b399e9b336ed6393eca645a5f5deeb75'),
	('9750cacb-3af8-4515-8054-6b3601664b94', 15, '2026-09-28 13:29:41.505273+00', '\x376d42d23d536550deffdf5f9735ab8af68b720008134179b7831b863859c036'),
	('7ef79136-572f-45c3-a4a1-c91cf21f130d', 17, '2026-10-11 09:24:34.404558+00', '\x7f749a8b0c2ff2c815c0c72ac90683a118ae8ca7b96b78de127bfb7aaf623a4a'),
	('cf128853-4cb4-4774-9189-79937eb3b6be', 21, '2026-09-11 10:05:19.15545+00', '\xa999afa139b199d6b399ed2fb26446c19d4a9c36a85c89f3c05c9a45e9ba4e49');

INSERT INTO public.seal_heads (seal_id, pet_id, version, head) VALUES
	(1, '1ef0ae32-1174-48a2-9f81-a0df699df452', 1, '\x27780197feef371ad9167fa524975ff7a36a8bae50b6fedd17936bfd7eaf0813'),
	(1, '74a4ebf6-ccbf-4604-b352-3fbb027cf85f', 1, '\xae832b45d723bd9f4ac425fd2f011a8f906db2b356435bd52b5dad54ed8c1b2e'),
	(1, '085a2abe-f101-4e39-a811-26a386c2b858', 1, '\xf767741050f1866b71507e6da4e62c777bfc3da9a2e2a226f80efe7932e37dbf'),
	(1, 'd400315f-3cf9-405c-b7be-38bad485eaaf', 1, '\x9b91958056d4cc0779c3a170a4a206262b8033479b592a44c7c0d7d396fe4c3a'),
	(1, '23cc706c-39a0-491d-aa60-801962ae56e9', 2, '\xe4274d1ef7bcbcac65c38045745b4e5d6a9f934e117fb092c9addf879daf4e0f'),
	(1, '65e7a531-c16c-4575-a91a-51aca6c36e19', 3, '\x0b97bf6f8598e842e379c80e1942a845495e0af04fabc7071bb534cfb3130f7b'),
	(1, 'ede3906e-2d12-4633-b04b-bc8462f1843e', 3, '\x21701500268b826f54fc39f74b584c947f86c79fe846cffce0ce3f4cb85fad32'),
	(1, '643ae610-0af1-42cd-936c-0627b948f2de', 3, '\xf556ddcc5b6b4f7be41ff2e951feed1171e5bca51a1de5c147ccb62abe24a576'),
	(1, '289d0ebc-1ccc-4b3e-875c-6d69f9546599', 3, '\xdd6f7bc2a0744d56d704e783bf6f624efb99287a41ab362fcc83e5c014de5466'),
	(1, 'd1869fe1-911e-4140-8520-7659a55d0fad', 3, '\xe40c5b792c0e31ef5848195bbc4cbf8ad253e442ffb00cf4aefe900256ecae9c'),
	(1, '8d810753-194a-42cc-8c76-7726ca594b98', 3, '\x61eb3250641ecf1c5d862b54d786309ba676fafcf26f1faac8be18df960ee877'),
	(1, 'bcb9179a-445a-446e-b455-4e91bc939019', 4, '\x43d0983e93a32e24315297a87ede500da4b24c9f372c87b433dd2c42f57ec606'),
	(1, '02a9cfb5-a175-47da-8f07-2fe0470cba83', 4, '\x235ab117d58d7fd2fabd51e5f18b3faf43742877779ff679742fcd95d29829a5'),
	(1, '9582ab4d-2b13-4463-b892-2e81bd4fd1eb', 4, '\x2c894c8e9a810a6ca5684cfabc187ed94f538c3e7f9cf1c54ee91305a0fc6b62'),
	(1, 'aa3fd01d-7710-42fa-87ce-c25a2ba7c936', 4, '\x8864bd3daefa99325a067ca1a77cc69a6c05579b57bbd0619af4e124c53cfd33'),
	(1, '6173d1ba-7cbf-48c5-a270-4f901f778a33', 4, '\xb89958e9e516cf9827d5021f3bb420d53e4ec2de35e6ae2cf689bf99ada39273'),
	(1, 'f76b8a29-f2f1-4e3c-bd9b-b931e8498121', 5, '\x0734ce8030735254164ce62c7d3336946edd3f06e49eeb1ed7380af8c0f857c5'),
	(1, 'd95953e4-bf4f-481c-96a7-c2b33591170e', 5, '\x398c046eee9d21fda24c53d20c0cfcc7df6a161cf0d4929b55dd4a5d50610d4c'),
	(1, '88dce371-a5b8-4b6a-bff9-aeb15d9137fa', 6, '\x04d077f0b63b96c5997296430c69538db46499ea34cc84106e6e7cc2bbed7456'),
	(1, '0f354d19-d7f5-4073-901f-de64dca731cf', 6, '\xe37915285bde0191da4a198ffa6ca6d4125dc6c4af1e54283402eeb1578f645f'),
	(1, 'd17cff8f-0211-4bef-91a4-35bf9a703ca6', 7, '\x7caa9729733ad570d7229b5967d6497d25e1d2772b4ab64e2210b03b0cb76b9f'),
	(1, '272db0e2-d6bb-448f-a088-74aa2464a239', 7, '\x38ac5134bf8b831f507b76729bd55c897fcd40d59cd04f96903a7e0ba7c5308a'),
	(1, '4f6eb492-9ca5-4ca2-a8ab-33ca874a3906', 8, '\x22a017f63c1089d4ffba182ea8661d2dcdf4709c2a4283986dfeb511e4620684'),
	(1, '02cadba9-e273-44f0-a3cd-8eb938129040', 8, '\x459bbca41a437b391f087b03287a75ed704f8f2f3a89033b9efb4743a8600be4'),
	(1, 'fd726dd9-e24d-4654-9de6-a1cffce70062', 9, '\x0df12d3ae2026de30f63c1d687006d926810178ff2b14b54642627bec42aca9f'),
	(1, 'd5cdda30-864c-44f9-8481-05eb23a9e796', 9, '\xd8354df2faf4919b6b426247911a725f66af36c046953bbd4c3a8ffad0e793b6'),
	(1, '2ff8a5b7-9bf8-47f9-8808-5c5c92d6f1cf', 10, '\xb73bbb14509393f02bfc995177e6a02667bd4579ef90e6faaa6ab68bd9844025'),
	(1, 'ed49da96-e628-4a00-9be2-ef606541c0c0', 11, '\x9e59f430cda8cebe29629a2925c796145e5ebc30979a34ef442d5f8e3880666e'),
	(1, '8e5d7cda-2dca-4646-b250-4fe0175cd579', 11, '\x137a755e1ac48ff92ec5aa35b4f0757944ac6d47cb5459948026a709c788a690'),
	(1, '8b608284-76c0-413e-b13b-67f84286f76a', 11, '\x8fac40576c34ac31fd40037a4568e458807ef29db2b41acb83029ff025d28df3'),
	(1, 'a82d1342-af53-4bea-aacf-5143ea0d1ab5', 12, '\x51226a7edee8418a63f88878e4391027907f842588a7ea3f34e3928d6277e2cb'),
	(1, '386a9c3e-434c-4a8b-933d-424e8bcdb07d', 12, '\xd52ad05f243a279b9d280bdd256823f1bedd67cd535c271def277f75bd3aef3e'),
	(1, '444b1213-3ac6-4e7b-bad0-15d76532c2ec', 12, '\x6ef71650f969d8e3bef0a14de58fdbfbdf35aecd91ddb8b0d050ec1c50af112e'),
	(1, 'a01ef343-5d3f-427b-bd75-b20e432c27b7', 12, '\xfa70b25e81138eaf9ffa52b1bdef1337fb863634c002f5cec75210654dde6415'),
	(1, 'faf27f70-4611-4cd1-a9f2-f4d3788c69f2', 12, '\xf24629a07ba6b762ae7ddba8159635161a57af7abed7b7e1e048e5d906bdd7c8'),
	(1, '15ec3e66-8260-4ef8-b3d6-990a83fcf27e', 14, '\xc583c0ad03bb465c2391f3184f865d47ad74b4a6fa3e4fa1ab55823426b1ac52'),
	(1, 'cb8d4161-2d05-4461-a4ee-410f2fc0e8cf', 14, '\xbfbf7a00ab09f6e44d8fa2a63ff07971b399e9b336ed6393eca645a5f5deeb75'),
	(1, '9750cacb-3af8-4515-8054-6b3601664b94', 15, '\x376d42d23d536550deffdf5f9735ab8af68b720008134179b7831b863859c036'),
	(1, '7ef79136-572f-45c3-a4a1-c91cf21f130d', 17, '\x7f749a8b0c2ff2c815c0c72ac90683a118ae8ca7b96b78de127bfb7aaf623a4a'),
	(1, 'cf128853-4cb4-4774-9189-79937eb3b6be', 21, '\xa999afa139b199d6b399ed2fb26446c19d4a9c36a85c89f3c05c9a45e9ba4e49');

INSERT INTO public.seals (id, sealed_at, refresh_id, pets, events, root, previous_hash, hash, public_key, signature) VALUES
	(1, '2026-11-25 10:55:11.051063+00', 2, 40, 298, '\xbb0bd09ec3f9448e986891c71a6890cd797515d5ea717805ea9f244b0b0dfaae', '\x0000000000000000000000000000000000000000000000000000000000000000', '\xfd604642dd15f03fff67414e28f134289ca419ee0c86caaffeaec28bc467185c', '\x9a12970101ab527e76b72d72a7739e7ea6ea5f2aac4473e3af1211fc06f9ffd2', '\x7bcbce517a4fbb8517374cab0d31b2711f81db1cc9bc43839e307ac121085cecc5acde2d6558bccf1acc80995509095b98391e854f4c19ade812f7a7d6a5cc06'),
	(2, '2026-11-25 10:55:11.609515+00', 3, 40, 298, '\xbb0bd09ec3f9448e986891c71a6890cd797515d5ea717805ea9f244b0b0dfaae', '\xfd604642dd15f03fff67414e28f134289ca419ee0c86caaffeaec28bc467185c', '\x164819892a49d07af46a8d5b53e0337703604997e168a4409dc9de8cecef2ce2', '\x9a12970101ab527e76b72d72a7739e7ea6ea5f2aac4473e3af1211fc06f9ffd2', '\x94531b4020d02f854337bc0246f8102174485eefac0af0c1e9d03b69ae4a25ca8317ae59427626bbcfe79c95bba7bbb87de5a28f91b959aaa064bccea806ad06');

INSERT INTO public.snapshot_refreshes (id, requested_by, started_at, finished_at, snapshot, cluster_id, pets, events, failure) OVERRIDING SYSTEM VALUE VALUES
	(1, NULL, '2026-11-25 10:55:10.607295+00', '2026-11-25 10:55:10.623508+00', '747:747:', 7712060920901756203, 0, 0, NULL),
	(2, NULL, '2026-11-25 10:55:11.019138+00', '2026-11-25 10:55:11.049891+00', '764:764:', 7712060920901756203, 40, 298, NULL),
	(3, NULL, '2026-11-25 10:55:11.535578+00', '2026-11-25 10:55:11.608206+00', '768:768:', 7712060920901756203, 40, 298, NULL);

INSERT INTO public.stock_checkpoint_counts (moment, species, status, pets, value) VALUES
	('2026-09-08 10:19:06.42746+00', 'Budgie', 'lost', 1, 18.90),
	('2026-09-08 10:19:06.42746+00', 'Budgie', 'sold', 1, 28.90),
	('2026-09-08 10:19:06.42746+00', 'Canary', 'sold', 1, 48.90),
	('2026-09-08 10:19:06.42746+00', 'Cat', 'sold', 5, 620.00),
	('2026-09-08 10:19:06.42746+00', 'Dog', 'available', 6, 4880.00),
	('2026-09-08 10:19:06.42746+00', 'Dog', 'sold', 1, 810.00),
	('2026-09-08 10:19:06.42746+00', 'Goldfish', 'available', 1, 5.00),
	('2026-09-08 10:19:06.42746+00', 'Goldfish', 'sold', 2, 9.00),
	('2026-09-08 10:19:06.42746+00', 'Guinea pig', 'sold', 4, 105.60),
	('2026-09-08 10:19:06.42746+00', 'Guppy', 'available', 1, 2.50),
	('2026-09-08 10:19:06.42746+00', 'Guppy', 'sold', 1, 3.00),
	('2026-09-08 10:19:06.42746+00', 'Rabbit', 'lost', 1, 44.90),
	('2026-09-08 10:19:06.42746+00', 'Rabbit', 'sold', 3, 111.70),
	('2026-09-08 10:19:06.42746+00', 'Rat', 'sold', 1, 12.90),
	('2026-09-08 10:19:06.42746+00', 'Snail', 'sold', 1, 6.00),
	('2026-09-08 10:19:06.42746+00', 'Turtle', 'available', 1, 85.00),
	('2026-09-08 10:19:06.42746+00', 'Turtle', 'sold', 1, 100.00);

INSERT INTO public.stock_checkpoints (moment, events) VALUES
	('2026-09-08 10:19:06.42746+00', 250);

SELECT pg_catalog.setval('public.sign_in_attempts_id_seq', 1, false);

SELECT pg_catalog.setval('public.snapshot_refreshes_id_seq', 3, true);

ALTER TABLE ONLY public.__diesel_schema_migrations
    ADD CONSTRAINT __diesel_schema_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_retracted_events
    ADD CONSTRAINT event_retracted_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.event_retracted_events
    ADD CONSTRAINT event_retracted_events_only_once UNIQUE (retracted_event_id);

ALTER TABLE ONLY public.event_retracted_events
    ADD CONSTRAINT event_retracted_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.form_keys
    ADD CONSTRAINT form_keys_pkey PRIMARY KEY (form_key);

ALTER TABLE ONLY public.half_sessions
    ADD CONSTRAINT half_sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.pet_arrived_events
    ADD CONSTRAINT pet_arrived_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_arrived_events
    ADD CONSTRAINT pet_arrived_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_born_events
    ADD CONSTRAINT pet_born_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_born_events
    ADD CONSTRAINT pet_born_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_found_again_events
    ADD CONSTRAINT pet_found_again_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_found_again_events
    ADD CONSTRAINT pet_found_again_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_lost_events
    ADD CONSTRAINT pet_lost_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_lost_events
    ADD CONSTRAINT pet_lost_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_price_change_events
    ADD CONSTRAINT pet_price_change_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_price_change_events
    ADD CONSTRAINT pet_price_change_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_sold_events
    ADD CONSTRAINT pet_sold_events_one_version UNIQUE (pet_id, version);

ALTER TABLE ONLY public.pet_sold_events
    ADD CONSTRAINT pet_sold_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pet_streams
    ADD CONSTRAINT pet_streams_pkey PRIMARY KEY (pet_id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, code_hash);

ALTER TABLE ONLY public.seal_heads
    ADD CONSTRAINT seal_heads_pkey PRIMARY KEY (pet_id, seal_id);

ALTER TABLE ONLY public.seals
    ADD CONSTRAINT seals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.seals
    ADD CONSTRAINT seals_refresh_id_key UNIQUE (refresh_id);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.setup_links
    ADD CONSTRAINT setup_links_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.snapshot_refreshes
    ADD CONSTRAINT snapshot_refreshes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_checkpoint_counts
    ADD CONSTRAINT stock_checkpoint_counts_pkey PRIMARY KEY (moment, species, status);

ALTER TABLE ONLY public.stock_checkpoints
    ADD CONSTRAINT stock_checkpoints_pkey PRIMARY KEY (moment);

CREATE UNIQUE INDEX accounts_name_key ON public.accounts USING btree (lower(name));

COMMENT ON INDEX public.accounts_name_key IS 'One name, one colleague, whatever the case.';

CREATE INDEX audit_log_about_account_id_idx ON public.audit_log USING btree (about_account_id, id);

COMMENT ON INDEX public.audit_log_about_account_id_idx IS 'To read what concerns one account.';

CREATE INDEX audit_log_account_id_idx ON public.audit_log USING btree (account_id, id);

COMMENT ON INDEX public.audit_log_account_id_idx IS 'To read what one account did.';

CREATE INDEX audit_log_what_idx ON public.audit_log USING btree (what, id);

COMMENT ON INDEX public.audit_log_what_idx IS 'To read one kind.';

CREATE INDEX customers_by_name ON public.customers USING btree (lower(name), id);
ALTER INDEX public.customers_by_name ALTER COLUMN 1 SET STATISTICS 0;

CREATE INDEX event_retracted_events_by_recorder ON public.event_retracted_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX event_retracted_events_by_transaction ON public.event_retracted_events USING btree (transaction_id);

CREATE INDEX form_keys_by_age ON public.form_keys USING btree (used_at);

CREATE INDEX half_sessions_account_id_idx ON public.half_sessions USING btree (account_id);

COMMENT ON INDEX public.half_sessions_account_id_idx IS 'To end all of an account.';

CREATE INDEX half_sessions_created_at_idx ON public.half_sessions USING btree (created_at);

COMMENT ON INDEX public.half_sessions_created_at_idx IS 'To clear away what has expired.';

CREATE INDEX pet_arrived_events_by_age ON public.pet_arrived_events USING btree (created_at, pet_id);

COMMENT ON INDEX public.pet_arrived_events_by_age IS 'To walk the pets from the newest or from the oldest.';

CREATE INDEX pet_arrived_events_by_name ON public.pet_arrived_events USING btree (lower(name), pet_id);

COMMENT ON INDEX public.pet_arrived_events_by_name IS 'To walk the names; the list of the shop at a moment computes no more pets than it shows.';

CREATE INDEX pet_arrived_events_by_recorder ON public.pet_arrived_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_arrived_events_by_species ON public.pet_arrived_events USING btree (lower(species), pet_id);

CREATE INDEX pet_arrived_events_by_species_age ON public.pet_arrived_events USING btree (lower(species), created_at);

COMMENT ON INDEX public.pet_arrived_events_by_species_age IS 'To find the first pet of each species, and so which species there were at a moment.';

CREATE INDEX pet_arrived_events_by_transaction ON public.pet_arrived_events USING btree (transaction_id);

CREATE INDEX pet_born_events_by_age ON public.pet_born_events USING btree (created_at, pet_id);

COMMENT ON INDEX public.pet_born_events_by_age IS 'See pet_arrived_events_by_age.';

CREATE INDEX pet_born_events_by_day ON public.pet_born_events USING btree (occurred_on) INCLUDE (id);

CREATE INDEX pet_born_events_by_mother ON public.pet_born_events USING btree (mother_id, id);

CREATE INDEX pet_born_events_by_name ON public.pet_born_events USING btree (lower(name), pet_id);

COMMENT ON INDEX public.pet_born_events_by_name IS 'See pet_arrived_events_by_name.';

CREATE INDEX pet_born_events_by_recorder ON public.pet_born_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_born_events_by_species ON public.pet_born_events USING btree (lower(species), pet_id);

CREATE INDEX pet_born_events_by_species_age ON public.pet_born_events USING btree (lower(species), created_at);

COMMENT ON INDEX public.pet_born_events_by_species_age IS 'See pet_arrived_events_by_species_age.';

CREATE INDEX pet_born_events_by_transaction ON public.pet_born_events USING btree (transaction_id);

CREATE INDEX pet_found_again_events_by_recorder ON public.pet_found_again_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_found_again_events_by_transaction ON public.pet_found_again_events USING btree (transaction_id);

CREATE INDEX pet_lost_events_by_recorder ON public.pet_lost_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_lost_events_by_transaction ON public.pet_lost_events USING btree (transaction_id);

CREATE INDEX pet_price_change_events_by_recorder ON public.pet_price_change_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_price_change_events_by_transaction ON public.pet_price_change_events USING btree (transaction_id);

CREATE INDEX pet_sold_events_by_customer ON public.pet_sold_events USING btree (customer_id, id);

CREATE INDEX pet_sold_events_by_day ON public.pet_sold_events USING btree (occurred_on) INCLUDE (id, sale_price);

CREATE INDEX pet_sold_events_by_recorder ON public.pet_sold_events USING btree (((metadata ->> 'recorded_by'::text)), id);

CREATE INDEX pet_sold_events_by_transaction ON public.pet_sold_events USING btree (transaction_id);

CREATE UNIQUE INDEX pets_count_snapshot_by_species ON public.pets_count_snapshot USING btree (species_key, status);

CREATE INDEX pets_state_snapshot_by_age ON public.pets_state_snapshot USING btree (created_at, id);

CREATE UNIQUE INDEX pets_state_snapshot_by_id ON public.pets_state_snapshot USING btree (id);

CREATE INDEX pets_state_snapshot_by_name ON public.pets_state_snapshot USING btree (lower(name), id);

CREATE INDEX pets_state_snapshot_by_price ON public.pets_state_snapshot USING btree (price, id);

CREATE INDEX pets_state_snapshot_by_species_age ON public.pets_state_snapshot USING btree (lower(species), created_at, id);

CREATE INDEX pets_state_snapshot_by_species_name ON public.pets_state_snapshot USING btree (lower(species), lower(name), id);

CREATE INDEX pets_state_snapshot_by_species_price ON public.pets_state_snapshot USING btree (lower(species), price, id);

CREATE INDEX pets_state_snapshot_by_status_age ON public.pets_state_snapshot USING btree (status, created_at, id);

CREATE INDEX pets_state_snapshot_by_status_name ON public.pets_state_snapshot USING btree (status, lower(name), id);

CREATE INDEX pets_state_snapshot_by_status_price ON public.pets_state_snapshot USING btree (status, price, id);

CREATE INDEX pets_state_snapshot_by_status_since ON public.pets_state_snapshot USING btree (status, status_since, id);

CREATE INDEX sessions_account_id_idx ON public.sessions USING btree (account_id);

COMMENT ON INDEX public.sessions_account_id_idx IS 'To end all sessions of an account.';

CREATE INDEX sessions_last_seen_at_idx ON public.sessions USING btree (last_seen_at);

COMMENT ON INDEX public.sessions_last_seen_at_idx IS 'To clear away what has expired.';

CREATE INDEX sign_in_attempts_address_idx ON public.sign_in_attempts USING btree (address, attempted_at);

COMMENT ON INDEX public.sign_in_attempts_address_idx IS 'To count by address.';

CREATE INDEX sign_in_attempts_attempted_at_idx ON public.sign_in_attempts USING btree (attempted_at);

COMMENT ON INDEX public.sign_in_attempts_attempted_at_idx IS 'To clear away what has expired.';

CREATE INDEX sign_in_attempts_name_hash_idx ON public.sign_in_attempts USING btree (name_hash, attempted_at);

COMMENT ON INDEX public.sign_in_attempts_name_hash_idx IS 'To count by account.';

CREATE INDEX snapshot_refreshes_finished ON public.snapshot_refreshes USING btree (id) WHERE ((finished_at IS NOT NULL) AND (failure IS NULL));

CREATE TRIGGER announces AFTER INSERT ON public.event_retracted_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_arrived_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_born_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_found_again_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_lost_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_price_change_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER announces AFTER INSERT ON public.pet_sold_events FOR EACH STATEMENT EXECUTE FUNCTION public.announce_events();

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.audit_log ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.event_retracted_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.event_retracted_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_arrived_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_arrived_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_born_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_born_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_found_again_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_found_again_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_lost_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_lost_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_price_change_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_price_change_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.pet_sold_events FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_sold_events ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.seal_heads FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.seal_heads ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_rows BEFORE DELETE OR UPDATE ON public.seals FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.seals ENABLE ALWAYS TRIGGER append_only_rows;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.audit_log ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event_retracted_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.event_retracted_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_arrived_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_arrived_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_born_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_born_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_found_again_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_found_again_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_lost_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_lost_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_price_change_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_price_change_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pet_sold_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_sold_events ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seal_heads FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.seal_heads ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER append_only_table BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.seals ENABLE ALWAYS TRIGGER append_only_table;

CREATE TRIGGER keeps_its_pet BEFORE UPDATE OF pet_id ON public.pet_streams FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();

ALTER TABLE public.pet_streams ENABLE ALWAYS TRIGGER keeps_its_pet;

COMMENT ON TRIGGER keeps_its_pet ON public.pet_streams IS 'The right to lock a stream is no right to rename it.';

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.event_retracted_events FOR EACH ROW EXECUTE FUNCTION public.continue_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_arrived_events FOR EACH ROW EXECUTE FUNCTION public.begin_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_born_events FOR EACH ROW EXECUTE FUNCTION public.begin_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_found_again_events FOR EACH ROW EXECUTE FUNCTION public.continue_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_lost_events FOR EACH ROW EXECUTE FUNCTION public.continue_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_price_change_events FOR EACH ROW EXECUTE FUNCTION public.continue_stream();

CREATE TRIGGER takes_its_version BEFORE INSERT ON public.pet_sold_events FOR EACH ROW EXECUTE FUNCTION public.continue_stream();

CREATE TRIGGER undoes_the_latest BEFORE INSERT ON public.event_retracted_events FOR EACH ROW EXECUTE FUNCTION public.take_back_the_latest();

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_about_account_id_fkey FOREIGN KEY (about_account_id) REFERENCES public.accounts(id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_about_customer_id_fkey FOREIGN KEY (about_customer_id) REFERENCES public.customers(id);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_forgotten_by_fkey FOREIGN KEY (forgotten_by) REFERENCES public.accounts(id);

ALTER TABLE ONLY public.event_retracted_events
    ADD CONSTRAINT event_retracted_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.form_keys
    ADD CONSTRAINT form_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);

ALTER TABLE ONLY public.half_sessions
    ADD CONSTRAINT half_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.pet_arrived_events
    ADD CONSTRAINT pet_arrived_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_born_events
    ADD CONSTRAINT pet_born_events_mother_id_fkey FOREIGN KEY (mother_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_born_events
    ADD CONSTRAINT pet_born_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_found_again_events
    ADD CONSTRAINT pet_found_again_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_lost_events
    ADD CONSTRAINT pet_lost_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_price_change_events
    ADD CONSTRAINT pet_price_change_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.pet_sold_events
    ADD CONSTRAINT pet_sold_events_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);

ALTER TABLE ONLY public.pet_sold_events
    ADD CONSTRAINT pet_sold_events_pet FOREIGN KEY (pet_id) REFERENCES public.pet_streams(pet_id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.second_factors(account_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.seal_heads
    ADD CONSTRAINT seal_heads_seal_id_fkey FOREIGN KEY (seal_id) REFERENCES public.seals(id);

ALTER TABLE ONLY public.seals
    ADD CONSTRAINT seals_refresh_id_fkey FOREIGN KEY (refresh_id) REFERENCES public.snapshot_refreshes(id);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.snapshot_refreshes
    ADD CONSTRAINT snapshot_refreshes_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.accounts(id);

ALTER TABLE ONLY public.stock_checkpoint_counts
    ADD CONSTRAINT stock_checkpoint_counts_moment_fkey FOREIGN KEY (moment) REFERENCES public.stock_checkpoints(moment) ON DELETE CASCADE;

GRANT CREATE ON SCHEMA public TO hello_owner;

REVOKE ALL ON FUNCTION public.announce_events() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.begin_stream() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.continue_stream() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.event_encoding(event jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.event_encoding(event jsonb) TO hello_app;
GRANT ALL ON FUNCTION public.event_encoding(event jsonb) TO hello_reader;

REVOKE ALL ON FUNCTION public.first_event_id_of(moment timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.hand_down_comments(IN source regclass, IN heir regclass) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_stock(every bigint) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.make_announced(IN events_table regclass) FROM PUBLIC;

REVOKE ALL ON PROCEDURE public.make_append_only(IN events_table regclass) FROM PUBLIC;

GRANT SELECT ON TABLE public.events TO hello_app;
GRANT SELECT ON TABLE public.events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.event_retracted_events TO hello_app;
GRANT SELECT ON TABLE public.event_retracted_events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.pet_arrived_events TO hello_app;
GRANT SELECT ON TABLE public.pet_arrived_events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.pet_born_events TO hello_app;
GRANT SELECT ON TABLE public.pet_born_events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.pet_found_again_events TO hello_app;
GRANT SELECT ON TABLE public.pet_found_again_events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.pet_lost_events TO hello_app;
GRANT SELECT ON TABLE public.pet_lost_events TO hello_reader;

GRANT SELECT ON TABLE public.pet_origins TO hello_reader;
GRANT SELECT ON TABLE public.pet_origins TO hello_app;

GRANT SELECT,INSERT ON TABLE public.pet_price_change_events TO hello_app;
GRANT SELECT ON TABLE public.pet_price_change_events TO hello_reader;

GRANT SELECT,INSERT ON TABLE public.pet_sold_events TO hello_app;
GRANT SELECT ON TABLE public.pet_sold_events TO hello_reader;

GRANT SELECT ON TABLE public.pet_streams TO hello_app;
GRANT SELECT ON TABLE public.pet_streams TO hello_reader;

GRANT UPDATE(pet_id) ON TABLE public.pet_streams TO hello_app;

REVOKE ALL ON FUNCTION public.pets_state_at(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.pets_state_at(moment timestamp with time zone) TO hello_app;
GRANT ALL ON FUNCTION public.pets_state_at(moment timestamp with time zone) TO hello_reader;

REVOKE ALL ON FUNCTION public.refresh_pets_snapshot(refresh_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.refresh_pets_snapshot(refresh_id bigint) TO hello_app;

REVOKE ALL ON FUNCTION public.refuse_rewriting() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.take_back_the_latest() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.take_stock() FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_stock() TO hello_app;

GRANT SELECT ON TABLE public.__diesel_schema_migrations TO hello_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.accounts TO hello_app;

GRANT SELECT,INSERT ON TABLE public.audit_log TO hello_app;

GRANT SELECT,INSERT ON TABLE public.customers TO hello_app;

GRANT UPDATE(name) ON TABLE public.customers TO hello_app;

GRANT UPDATE(email) ON TABLE public.customers TO hello_app;

GRANT UPDATE(phone) ON TABLE public.customers TO hello_app;

GRANT UPDATE(forgotten_at) ON TABLE public.customers TO hello_app;

GRANT UPDATE(forgotten_by) ON TABLE public.customers TO hello_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.form_keys TO hello_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.half_sessions TO hello_app;

GRANT SELECT ON TABLE public.pets_state TO hello_app;
GRANT SELECT ON TABLE public.pets_state TO hello_reader;

GRANT SELECT ON TABLE public.pets_state_snapshot TO hello_app;
GRANT SELECT ON TABLE public.pets_state_snapshot TO hello_reader;

GRANT SELECT ON TABLE public.pets_count_snapshot TO hello_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.recovery_codes TO hello_app;

GRANT SELECT,INSERT ON TABLE public.seal_heads TO hello_app;

GRANT SELECT,INSERT ON TABLE public.seals TO hello_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.second_factors TO hello_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sessions TO hello_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.setup_links TO hello_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.sign_in_attempts TO hello_app;

GRANT SELECT ON TABLE public.snapshot_refreshes TO hello_app;

GRANT INSERT(requested_by) ON TABLE public.snapshot_refreshes TO hello_app;

GRANT UPDATE(finished_at) ON TABLE public.snapshot_refreshes TO hello_app;

GRANT UPDATE(failure) ON TABLE public.snapshot_refreshes TO hello_app;

GRANT SELECT ON TABLE public.snapshot_boundary TO hello_app;

GRANT SELECT ON TABLE public.stock_checkpoint_counts TO hello_app;
GRANT SELECT ON TABLE public.stock_checkpoint_counts TO hello_reader;

GRANT SELECT ON TABLE public.stock_checkpoints TO hello_app;
GRANT SELECT ON TABLE public.stock_checkpoints TO hello_reader;

GRANT SELECT ON TABLE public.unified_events TO hello_app;
GRANT SELECT ON TABLE public.unified_events TO hello_reader;

REFRESH MATERIALIZED VIEW public.pets_state_snapshot;

REFRESH MATERIALIZED VIEW public.pets_count_snapshot;

