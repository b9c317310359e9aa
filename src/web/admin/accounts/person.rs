//! Somebody new, as a form describes them.

use crate::{
    password::NewPassword,
    shop::{CustomerName, FieldErrors, Fields, text},
};

/// Somebody new.
#[derive(Debug)]
pub struct Person {
    /// What to call them.
    pub name: String,
    /// What they sign in with.
    pub password: NewPassword,
}

/// Reads `name`, `password` and, where it is asked for, `password_again`.
///
/// # Errors
/// What is wrong, field by field.
pub fn parse(typed: &Fields) -> Result<Person, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.keep("name", name(typed.get("name")));
    let password = parse_password(typed, typed.get("name"), &mut errors);
    match (name, password) {
        (Some(name), Some(password)) if errors.is_empty() => Ok(Person { name, password }),
        _ => Err(errors),
    }
}

/// Reads a name: on one line, of 1 to 100 characters.
///
/// # Errors
/// A sentence that says what to type.
pub fn name(typed: &str) -> Result<String, String> {
    if !typed.chars().any(text::is_seen) {
        return Err("Enter a name, like Ada".into());
    }
    CustomerName::parse(typed).map(|name| name.to_string()).map_err(|sentence| sentence.replace("the customer’s name", "the name"))
}

/// Reads `password` and `password_again`, for the person of this name.
pub fn parse_password(typed: &Fields, name: &str, errors: &mut FieldErrors) -> Option<NewPassword> {
    let password = errors.keep("password", NewPassword::parse(typed.get("password"), name));
    if password.is_some() && text::composed(typed.get("password")) != text::composed(typed.get("password_again")) {
        errors.add("password_again", "Type the same password twice");
    }
    password
}

/// What was typed, to be shown again: everything but passwords.
#[must_use]
pub fn without_passwords(typed: &Fields) -> Fields {
    ["form_key", "name", "role", "example", "shop"].into_iter().map(|field| (field, typed.get(field))).collect()
}
