//! Words for species: one of them, and many.

/// The species of a word in lower case that may stand for many: "cat" of "cats" and of "cat".
#[must_use]
pub fn singular(lower: &str) -> String {
    let cut = |end: &str, one: &str| lower.strip_suffix(end).map(|stem| format!("{stem}{one}")).filter(|one| one.len() > 1);
    let stays = ["ss", "us", "is", "os", "as"].iter().any(|end| lower.ends_with(end));
    let es = ["sses", "xes", "zes", "ches", "shes", "uses"].iter().any(|end| lower.ends_with(end));
    let one = if es { cut("es", "") } else { cut("mice", "mouse").or_else(|| cut("ies", "y")).or_else(|| cut("s", "").filter(|_| !stays)) };
    one.unwrap_or_else(|| lower.to_owned())
}

/// Whether two species that are written differently are likely one: one of them for many, or with other gaps between its words.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    let key = |species: &str| singular(&species.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
    // What has no letters is like nothing else.
    !key(one).is_empty() && key(one) == key(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_likely_one_species_is_told_from_what_is_not() {
        for (one, other) in
            [("Cat", "Cats"), ("mouse", "Mice"), ("Guinea pig", "guinea-pigs"), ("Canary", "CANARIES"), ("Fox", "foxes"), ("Cat", "cat")]
        {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} {other}");
        }
        for (one, other) in
            [("Cat", "Rat"), ("Species 1", "Species 2"), ("Bass", "Bas"), ("Dog", "Dogfish"), ("Iris", "Iri"), ("\u{1f408}", "\u{1f415}")]
        {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }
}
