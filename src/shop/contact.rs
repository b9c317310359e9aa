//! Contacts as a choice shows them: enough to tell two people apart, and no more than that.

/// An e-mail address, partly: "m…@example.org".
#[must_use]
pub fn partly_email(email: &str) -> String {
    let (user, host) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = user.chars().take(1).collect();
    format!("{first}…@{host}")
}

/// A telephone number, partly: its last four digits, and of a short one the last two.
#[must_use]
pub fn partly_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let shown = if digits.len() > 6 { 4 } else { 2 };
    let last: String = digits.iter().skip(digits.len().saturating_sub(shown)).collect();
    format!("…{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_the_first_letter_and_the_host_are_shown() {
        for (email, shown) in
            [("maria@example.org", "m…@example.org"), ("ö@x.at", "ö…@x.at"), ("a@b@c.de", "a…@c.de"), ("@x", "…@x"), ("odd", "o…@")]
        {
            assert_eq!(partly_email(email), shown);
        }
    }

    #[test]
    fn of_a_number_the_last_digits_are_shown() {
        for (phone, shown) in
            [("+43 1 234567", "…4567"), ("01/23 45-67", "…4567"), ("123456", "…56"), ("112", "…12"), ("7", "…7"), ("", "…")]
        {
            assert_eq!(partly_phone(phone), shown);
        }
    }
}
