//! What a page says and draws for a species, which in the log is only what somebody typed: a drawing, an article, a plural.

use crate::shop::species::singular;

/// Words that name an animal, and the symbol in `static/icons.svg` that draws it.
const DRAWN: [(&str, &[&str]); 13] = [
    ("cat", &["cat", "kitten", "tabby"]),
    ("dog", &["dog", "puppy", "hound", "terrier", "poodle", "retriever", "shepherd", "beagle"]),
    ("fish", &["fish", "guppy", "tetra", "koi", "betta", "carp", "angelfish", "molly"]),
    (
        "bird",
        &["bird", "canary", "parrot", "budgie", "budgerigar", "cockatiel", "finch", "parakeet", "dove", "pigeon", "owl", "hen", "duck"],
    ),
    ("rabbit", &["rabbit", "bunny", "hare"]),
    ("turtle", &["turtle", "tortoise", "terrapin"]),
    ("squirrel", &["squirrel", "chipmunk", "chinchilla", "degu"]),
    ("rat", &["rat", "mouse", "gerbil", "ferret", "rodent"]),
    ("hamster", &["hamster"]),
    ("guinea-pig", &["guinea", "cavy"]),
    ("snail", &["snail", "slug"]),
    ("worm", &["worm", "snake", "python", "eel", "caterpillar"]),
    ("bug", &["bug", "beetle", "ant", "spider", "tarantula", "cricket", "mantis", "insect", "bee"]),
];

/// The symbol that draws the species; a paw for one that nobody has drawn.
#[must_use]
pub fn icon(species: &str) -> &'static str {
    let lower = species.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    // A compound, like goldfish or ladybird, ends in the animal; a short word, like ant in elephant, has to stand alone.
    let names = |animal: &&str| words.iter().any(|word| word == animal || (animal.len() > 3 && word.ends_with(*animal)));
    // The last word decides where two would do: a catfish is a fish and a dog snail a snail.
    DRAWN.iter().filter(|(_, animals)| animals.iter().any(names)).map(|(symbol, _)| *symbol).next_back().unwrap_or("paw-print")
}

/// The species within a sentence: "a canary", "an owl".
#[must_use]
pub fn with_article(species: &str) -> String {
    let lower = species.to_lowercase();
    let article = if lower.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {lower}")
}

/// The species for a list of how many there are: "Cats", "Canaries", "Goldfish", "Mice".
#[must_use]
pub fn plural(species: &str) -> String {
    let lower = species.to_lowercase();
    let cut = |end: &str, new: &str| species.strip_suffix(end).map(|stem| format!("{stem}{new}"));
    let before_y = lower.strip_suffix('y').and_then(|stem| stem.chars().last());
    let changed = if !species.is_ascii() || lower.ends_with("fish") || lower.ends_with("koi") || singular(&lower) != lower {
        Some(species.to_owned())
    } else if lower.ends_with("mouse") {
        cut("ouse", "ice")
    } else if before_y.is_some_and(|letter| !"aeiou".contains(letter)) {
        cut("y", "ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| lower.ends_with(end)) {
        Some(format!("{species}es"))
    } else {
        None
    };
    changed.unwrap_or_else(|| format!("{species}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_animal_is_drawn_by_the_word_that_names_it() {
        for (species, symbol) in [
            ("Cat", "cat"),
            ("Siamese cat", "cat"),
            ("Goldfish", "fish"),
            ("Catfish", "fish"),
            ("canary", "bird"),
            ("Guinea pig", "guinea-pig"),
            ("Golden hamster", "hamster"),
            ("Rat", "rat"),
            ("Elephant", "paw-print"),
            ("Axolotl", "paw-print"),
            ("<script>", "paw-print"),
        ] {
            assert_eq!(icon(species), symbol, "{species}");
        }
    }

    #[test]
    fn a_species_agrees_with_its_sentence() {
        assert_eq!(with_article("Canary"), "a canary");
        assert_eq!(with_article("Owl"), "an owl");
    }

    #[test]
    fn a_species_has_a_plural() {
        for (one, many) in [
            ("Cat", "Cats"),
            ("Canary", "Canaries"),
            ("Goldfish", "Goldfish"),
            ("Mouse", "Mice"),
            ("Fox", "Foxes"),
            ("Donkey", "Donkeys"),
            ("Dormouse", "Dormice"),
            ("Cats", "Cats"),
            ("Mice", "Mice"),
            ("Canaries", "Canaries"),
            ("Foxes", "Foxes"),
            ("Octopus", "Octopuses"),
            ("Albatross", "Albatrosses"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
