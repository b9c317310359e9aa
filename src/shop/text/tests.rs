use super::*;
use crate::shop::{CustomerName, Note, PetName, Place, Species};
use proptest::prelude::*;

/// Unicode's own cases.
const NORMALIZATION: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/unicode/NormalizationTest.txt"));

/// The character that a text of a property test is made of: letters of many scripts, marks, and all that nobody sees.
fn characters() -> impl Strategy<Value = String> {
    let odd = "\u{ad}\u{34f}\u{61c}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{2066}\u{202e}\u{2028}\u{feff}\u{fe0f}\u{e007f}\u{e0067}\
        \u{a0}\u{1680}\u{2009}\u{202f}\u{205f}\u{3000}\u{2800}\t\n\r \u{85}\u{0}\u{301}\u{308}\u{327}\u{1161}\u{11a8}\u{94d}\u{d4d}\u{3099}";
    let seen = "abÅéЖωكहनا가か猫🐈🏴\u{1f3fd}1٣-’\u{212a}\u{1100}";
    prop::collection::vec(
        prop_oneof![
            prop::sample::select(odd.chars().collect::<Vec<_>>()),
            prop::sample::select(seen.chars().collect::<Vec<_>>()),
            any::<char>(),
        ],
        0..24,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

#[test]
fn unicodes_own_cases_are_composed_as_it_says() {
    let text =
        |column: &str| column.split(' ').map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()).collect::<String>();
    let mut cases = 0;
    for row in NORMALIZATION.lines().filter(|row| !row.starts_with(['#', '@'])) {
        let column: Vec<String> = row.split(';').take(5).map(text).collect();
        for source in [&column[0], &column[1], &column[2]] {
            assert_eq!(composed(source), column[1], "{row}");
        }
        for source in [&column[3], &column[4]] {
            assert_eq!(composed(source), column[3], "{row}");
        }
        cases += 1;
    }
    assert!(cases > 200, "{cases}");
}

#[test]
fn white_space_of_any_kind_is_one_blank() {
    // All of Unicode's White_Space that does not break a line.
    for blank in
        "\t \u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}"
            .chars()
    {
        for typed in
            [format!("Guinea{blank}pig"), format!("{blank}Guinea {blank}{blank} pig{blank}"), format!("Guinea{blank}\u{200b}pig\r\n")]
        {
            assert_eq!(Species::parse(&typed).unwrap().as_str(), "Guinea pig", "{typed:?}");
        }
    }
}

#[test]
fn what_nobody_sees_is_dropped_where_it_does_nothing() {
    for typed in [
        "\u{feff}Bella",
        "Bella\u{200b}",
        "\u{200e}Bella\u{200f}",
        "Bel\u{ad}la",
        "Bel\u{200b}la",
        "Bel\u{2060}la",
        "Be\u{200d}lla",
        "Be\u{200c}lla",
        "\u{200c}Bella\u{200d}",
        "\u{34f}Bella\u{34f} ",
        "Bella\u{3164}",
        "\u{2062}Bella",
        "Bella \u{2800}",
        "\u{180e}Bella",
    ] {
        assert_eq!(PetName::parse(typed).unwrap().as_str(), "Bella", "{typed:?}");
    }
}

#[test]
fn what_shows_stays() {
    for name in [
        "🐈\u{200d}⬛",
        "👩🏽\u{200d}🚒",
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        "❤\u{fe0f}",
        "❤\u{fe0f}\u{200d}🔥",
        "1\u{fe0f}\u{20e3}",
        // Persian: "I go", "cats".
        "می\u{200c}روم",
        "گربه\u{200c}ها",
        // Hindi, Bengali, Sinhala, and a letter of Malayalam as it was once written.
        "क\u{94d}\u{200d}ष",
        "র\u{200d}\u{9cd}যাব",
        "ශ\u{dca}\u{200d}රී",
        "അവന\u{d4d}\u{200d}",
        "猫\u{e0100}",
    ] {
        assert_eq!(PetName::parse(name).unwrap().as_str(), name, "{name:?}");
    }
}

#[test]
fn a_telephone_number_is_taken_however_it_was_copied() {
    for typed in [
        "+43 660 1234567",
        "\u{202d}+43 660 1234567\u{202c}",
        "\u{200e}+43\u{a0}660\u{a0}1234567\u{200f}",
        "\u{feff}+43 660 1234567\u{200b}",
        "+43\u{2009}660\u{202f}1234567",
        "+43  660\t1234567 ",
        "\u{2068}+43 660 1234567\u{2069}",
        "＋４３　６６０　１２３４５６７",
        "+٤٣ ٦٦٠ ١٢٣٤٥٦٧",
        "+۴۳ ۶۶۰ ۱۲۳۴۵۶۷",
        "+४३ ६६० १२३४५६७",
        "+4\u{ad}3 660 12345\u{2060}67",
    ] {
        assert_eq!(telephone(typed), "+43 660 1234567", "{typed:?}");
    }
    for hyphen in "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{fe63}\u{ff0d}".chars() {
        assert_eq!(telephone(&format!("01{hyphen}234")), "01-234", "{hyphen:?}");
    }
}

#[test]
fn an_address_has_nothing_in_it_that_nobody_sees() {
    for typed in
        ["\u{feff}lang@example.com", "lang@exam\u{ad}ple.com\u{a0}", "lang\u{200b}@example.com", "\u{2066}lang@example.com\u{2069}"]
    {
        assert_eq!(visible(typed), "lang@example.com", "{typed:?}");
    }
}

#[test]
fn notes_keep_their_lines_and_lose_what_is_around_them() {
    for typed in ["\u{feff}Zoe\u{308} eats.\r\n\r\n  Much.\u{a0}\n", "\u{200b}\nZoë eats.\n\n  Much.\u{3000}\u{200e}"] {
        assert_eq!(Note::parse(typed).unwrap().unwrap().as_str(), "Zoë eats.\n\n  Much.");
    }
    assert_eq!(Note::parse("\u{200b} \u{feff}\n").unwrap(), None);
}

proptest! {
    #[test]
    fn what_is_kept_is_kept_as_it_is(typed in characters()) {
        for kept in [line(&typed), visible(&typed), telephone(&typed), sought(&typed)] {
            prop_assert_eq!(&line(&kept), &kept);
            prop_assert_eq!(composed(&kept).into_owned(), kept);
        }
        prop_assert_eq!(lines(&lines(&typed)), lines(&typed));
        prop_assert_eq!(visible(&visible(&typed)), visible(&typed));
        prop_assert_eq!(telephone(&telephone(&typed)), telephone(&typed));
    }

    #[test]
    fn however_it_is_spelled_it_is_kept_alike(typed in characters()) {
        let decomposed = const { icu_normalizer::DecomposingNormalizerBorrowed::new_nfd() }.normalize(&typed);
        prop_assert_eq!(line(&decomposed), line(&typed));
        prop_assert_eq!(lines(&decomposed), lines(&typed));
    }

    #[test]
    fn no_limit_and_no_refusal_is_got_around(typed in characters()) {
        let taken = [
            (PetName::parse(&typed).map(|name| name.to_string()), PetName::MAX),
            (Species::parse(&typed).map(|species| species.to_string()), Species::MAX),
            (Place::parse(&typed).map(|place| place.to_string()), Place::MAX),
            (CustomerName::parse(&typed).map(|name| name.to_string()), CustomerName::MAX),
        ];
        for (text, most) in taken.into_iter().filter_map(|(taken, most)| Some((taken.ok()?, most))) {
            prop_assert!((1..=most).contains(&text.chars().count()), "{text:?}");
            prop_assert!(!text.chars().any(|c| c.is_control() || turns_text_around(c)), "{text:?}");
            prop_assert!(text.chars().any(is_seen) && !text.contains("  "), "{text:?}");
            // What was seen is still there.
            let seen = |text: &str| composed(&text.chars().filter(|c| is_seen(*c)).collect::<String>()).into_owned();
            prop_assert_eq!(seen(&text), seen(&typed));
        }
    }
}

#[test]
fn what_would_do_harm_is_still_refused() {
    for typed in [
        "Be\u{0}lla",
        "Be\nlla",
        "Be\u{85}lla",
        "a\u{2028}b",
        "\u{202e}evil",
        "evil\u{202c}",
        "\u{2066}x",
        "\u{1b}[31m",
        "Be\u{b}lla",
        "\u{7f}",
    ] {
        assert!(PetName::parse(typed).is_err(), "{typed:?}");
    }
    // A character that composes to three counts as three.
    assert!(PetName::parse(&"\u{1d160}".repeat(34)).is_err());
    assert!(PetName::parse(&"e\u{301}".repeat(100)).is_ok());
}
