//! The tables and views of the log, as diesel types. Columns that only Postgres reads, like `transaction_id`, are left out.
//!
//! A view's columns are all reported nullable; the real nullability stands here by hand, and a test proves it.

use diesel::{allow_tables_to_appear_in_same_query, table};

macro_rules! event_table {
    ($table:ident { $($column:ident -> $type:ty,)* }) => {
        table! {
            $table (id) {
                id -> Uuid,
                created_at -> Timestamptz,
                metadata -> Jsonb,
                pet_id -> Uuid,
                version -> Int4,
                occurred_on -> Date,
                $($column -> $type,)*
            }
        }
    };
}

event_table! { pet_arrived_events { name -> Text, species -> Text, price -> Numeric, } }
event_table! { pet_born_events { name -> Text, species -> Text, price -> Numeric, mother_id -> Uuid, } }
event_table! { pet_sold_events { customer_id -> Uuid, sale_price -> Numeric, } }
event_table! { pet_price_change_events { old_price -> Numeric, new_price -> Numeric, } }
event_table! { pet_lost_events { last_seen_location -> Text, } }
event_table! { pet_found_again_events { found_location -> Text, } }
event_table! { event_retracted_events { retracted_event_id -> Uuid, reason -> Text, } }

table! {
    pet_streams (pet_id) {
        pet_id -> Uuid,
        version -> Int4,
        last_recorded_at -> Timestamptz,
        head -> Binary,
    }
}

table! {
    seals (id) {
        id -> Int8,
        sealed_at -> Timestamptz,
        refresh_id -> Int8,
        pets -> Int8,
        events -> Int8,
        root -> Binary,
        previous_hash -> Binary,
        hash -> Binary,
        public_key -> Binary,
        signature -> Binary,
    }
}

table! {
    seal_heads (pet_id, seal_id) {
        seal_id -> Int8,
        pet_id -> Uuid,
        version -> Int4,
        head -> Binary,
    }
}

table! {
    unified_events (id) {
        id -> Uuid,
        created_at -> Timestamptz,
        event_type -> Text,
        metadata -> Jsonb,
        pet_id -> Uuid,
        version -> Int4,
        occurred_on -> Date,
        event_data -> Jsonb,
        retracted_by -> Nullable<Uuid>,
        hash -> Binary,
    }
}

table! {
    pet_origins (pet_id) {
        pet_id -> Uuid,
        event_id -> Uuid,
        created_at -> Timestamptz,
        occurred_on -> Date,
        name -> Text,
        species -> Text,
        price -> Numeric,
        mother_id -> Nullable<Uuid>,
    }
}

macro_rules! state_view {
    ($view:ident) => {
        table! {
            $view (id) {
                id -> Uuid,
                name -> Text,
                species -> Text,
                price -> Numeric,
                status -> Text,
                mother_id -> Nullable<Uuid>,
                customer_id -> Nullable<Uuid>,
                sale_price -> Nullable<Numeric>,
                came_on -> Date,
                status_since -> Date,
                version -> Int4,
                created_at -> Timestamptz,
                updated_at -> Timestamptz,
            }
        }
    };
}

state_view! { pets_state }
state_view! { pets_state_snapshot }

table! {
    customers (id) {
        id -> Uuid,
        name -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        created_at -> Timestamptz,
        forgotten_at -> Nullable<Timestamptz>,
        forgotten_by -> Nullable<Uuid>,
    }
}

table! {
    form_keys (form_key) {
        form_key -> Uuid,
        account_id -> Uuid,
        location -> Text,
        used_at -> Timestamptz,
    }
}

table! {
    snapshot_refreshes (id) {
        id -> Int8,
        requested_by -> Nullable<Uuid>,
        started_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
        pets -> Nullable<Int8>,
        events -> Nullable<Int8>,
        failure -> Nullable<Text>,
    }
}

allow_tables_to_appear_in_same_query!(pets_state, pets_state_snapshot, pet_origins, pet_streams, customers);
