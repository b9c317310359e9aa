//! A form as it is shown: what was typed, what is wrong with it, and what makes one event of two submits.

use uuid::Uuid;

use crate::shop::{FieldErrors, Fields};

/// What a form's template needs.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The one-time key: however often a form is sent, it does what it does once.
    pub key: Uuid,
    /// For forms about one pet, the version of its story that the person saw.
    pub expected_version: Option<i32>,
    /// What was typed.
    pub values: Fields,
    /// What is wrong with it.
    pub errors: FieldErrors,
}

impl FormView {
    /// A form as it is first shown, with its defaults.
    #[must_use]
    pub fn new(values: Fields) -> Self {
        Self { key: Uuid::now_v7(), expected_version: None, values, errors: FieldErrors::default() }
    }

    /// A form as it came back, with what is wrong.
    #[must_use]
    pub fn again(values: Fields, errors: FieldErrors) -> Self {
        let key = key(&values).unwrap_or_else(Uuid::now_v7);
        let expected_version = values.get("expected_version").parse().ok();
        Self { key, expected_version, values, errors }
    }

    /// What was typed into a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.get(field)
    }

    /// Everything that is wrong: field and sentence.
    pub fn errors(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.errors.iter()
    }
}

/// The one-time key with which a form came.
#[must_use]
pub fn key(fields: &Fields) -> Option<Uuid> {
    fields.get("form_key").parse().ok()
}
