//! Tables that Postgres and diesel keep themselves.

diesel::table! {
    pg_catalog.pg_database (datname) {
        datname -> Text,
    }
}

diesel::table! {
    #[sql_name = "__diesel_schema_migrations"]
    applied (version) {
        version -> Text,
    }
}
