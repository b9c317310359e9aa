//! The tables around accounts, as diesel sees them. Those of the log are in `schema.rs`.

diesel::table! {
    accounts (id) {
        id -> Uuid,
        name -> Text,
        role -> Text,
        password_hash -> Nullable<Text>,
        disabled_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        second_factor_required -> Bool,
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

diesel::table! {
    second_factors (account_id) {
        account_id -> Uuid,
        secret -> Nullable<Bytea>,
        turned_on_at -> Nullable<Timestamptz>,
        last_step -> Nullable<BigInt>,
        pending_secret -> Nullable<Bytea>,
    }
}

diesel::table! {
    recovery_codes (account_id, code_hash) {
        account_id -> Uuid,
        code_hash -> Bytea,
    }
}

diesel::table! {
    half_sessions (token_hash) {
        token_hash -> Bytea,
        account_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(half_sessions -> accounts (account_id));
diesel::allow_tables_to_appear_in_same_query!(accounts, sessions, half_sessions);
