//! Addresses within the shop, the only ones to which anybody is sent.

/// The longest address to which somebody is sent back.
const LONGEST: usize = 2000;

/// `text`, if it is the path of a page of this shop; never another site's, whatever tricks a browser knows.
#[must_use]
pub fn path(text: &str) -> Option<&str> {
    let is_path = text.starts_with('/') && !text.starts_with("//") && text.len() <= LONGEST;
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    (is_path && is_plain).then_some(text)
}

/// The path of a page of this shop from its whole address.
#[must_use]
pub fn path_of<'a>(address: &'a str, origins: &[String]) -> Option<&'a str> {
    origins.iter().find_map(|origin| address.strip_prefix(origin.as_str())).and_then(path)
}

/// The address of sign-in that leads back to `next`.
#[must_use]
pub fn sign_in(next: &str) -> String {
    and_then("/login", next)
}

/// An address that leads on to `next`, where that is not the first page or the door.
#[must_use]
pub fn and_then(address: &str, next: &str) -> String {
    match path(next).filter(|next| *next != "/" && !next.starts_with("/login") && !next.starts_with("/logout")) {
        Some(next) => serde_urlencoded::to_string([("next", next)]).map_or_else(|_| address.into(), |query| format!("{address}?{query}")),
        None => address.into(),
    }
}

/// As [`sign_in`], for somebody who has sent a form: what they typed was "kept", or "lost".
#[must_use]
pub fn sign_in_after(next: &str, unsent: &str) -> String {
    let address = sign_in(next);
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}unsent={unsent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for text in ["", "pets", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "/a\nb", "\\\\evil", "/ü"]
        {
            assert_eq!(path(text), None, "{text:?}");
        }
        assert_eq!(path("/pets?q=rex&sort=name"), Some("/pets?q=rex&sort=name"));
    }

    #[test]
    fn sign_in_leads_back_to_where_one_was() {
        assert_eq!(sign_in("/pets?q=a b"), "/login");
        assert_eq!(sign_in("/pets?q=a+b"), "/login?next=%2Fpets%3Fq%3Da%2Bb");
        assert_eq!(sign_in("/"), "/login");
        assert_eq!(sign_in("/logout"), "/login");
    }

    #[test]
    fn a_whole_address_is_of_this_shop_or_nowhere() {
        let origins = ["http://localhost:8080".to_owned()];
        assert_eq!(path_of("http://localhost:8080/pets?q=a", &origins), Some("/pets?q=a"));
        assert_eq!(path_of("http://localhost:8080.evil.example/pets", &origins), None);
        assert_eq!(path_of("http://evil.example/pets", &origins), None);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_sign_in_leads_to_this_shop(next in "\\PC{0,60}|[/\\\\a-z.:@?%]{0,20}") {
            let address = sign_in(&next);
            let led: Vec<(String, String)> = serde_urlencoded::from_str(address.split_once('?').map_or("", |(_, query)| query)).unwrap();
            for (_, path) in led {
                // What is no address at all leads nowhere.
                if let Ok(whole) = format!("http://shop.example{path}").parse::<actix_web::http::Uri>() {
                    prop_assert_eq!(whole.host(), Some("shop.example"));
                }
                prop_assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']));
            }
        }
    }
}
