//! The tables around accounts, as diesel sees them. Those of the log are in `schema.rs`.

diesel::table! {
    accounts (id) {
        id -> Uuid,
        name -> Text,
        role -> Text,
        password_hash -> Nullable<Text>,
        disabled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Bytea,
        account_id -> Uuid,
        created_at -> Timestamptz,
        last_seen_at -> Timestamptz,
    }
}

diesel::table! {
    setup_links (token_hash) {
        token_hash -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    sign_in_attempts (id) {
        id -> BigInt,
        address -> Text,
        name_hash -> Bytea,
        attempted_at -> Timestamptz,
    }
}

diesel::table! {
    audit_log (id) {
        id -> Uuid,
        recorded_at -> Timestamptz,
        what -> Text,
        account_id -> Nullable<Uuid>,
        about_account_id -> Nullable<Uuid>,
        about_customer_id -> Nullable<Uuid>,
        address -> Nullable<Text>,
        request_id -> Nullable<Uuid>,
        details -> Jsonb,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(accounts, sessions);
