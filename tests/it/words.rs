//! Words are found and told apart as people take them: whatever their case, accents, apostrophes, hyphens and blanks.

use super::day::{arrival, arrived, count, record, sale};
use super::harness::{Database, Shop, Visitor, seal_key};
use diesel::sql_types::{Bool, Nullable, Text};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query};
use hello::shop::PetName;
use hello::store::ground::migrations;
use hello::store::state::snapshot;
use proptest::prelude::*;

/// Texts whose keys must be the same.
const ALIKE: &[&[&str]] = &[
    &["Zoë", "zoe", "ZOE", "Zoe\u{308}", "ZOË", "Ｚｏｅ", " Zoë\u{200b}"],
    &["O’Malley", "O'Malley", "o´malley", "OʼMalley", "O`Malley", "O‘Malley", "O′Malley", "OMalley", "O＇Malley"],
    &["Straße", "STRASSE", "strasse", "STRAẞE"],
    &["İstanbul", "istanbul", "ISTANBUL", "ıstanbul", "I\u{307}stanbul"],
    &[
        "Guinea pig",
        "Guinea\u{a0}pig",
        "guinea\u{2009}pig",
        "GUINEA  PIG",
        "Guinea-pig",
        "Guinea‑pig",
        "guinea\tpig",
        "Guinea–pig",
        "Guinea\u{3000}pig",
    ],
    &["María García", "maria garcia", "MARI\u{301}A GARCI\u{301}A"],
    &["Søren", "Soren", "SØREN"],
    &["Łukasz", "Lukasz", "łukasz"],
    &["Đorđe", "Dorde"],
    &["Œdipe", "oedipe"],
    &["Ærø", "aero"],
    &["Þór", "Thor"],
    &["Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
    &["Ёлка", "елка", "ЕЛКА"],
    &["Nguyễn", "nguyen", "NGUYE\u{302}\u{303}N"],
    &["Çağlar", "caglar"],
    &["Dvořák", "dvorak"],
    &["“Bella”", "\"Bella\"", "«Bella»", "Bella"],
    &["ﬁﬁ", "fifi"],
    &["مَريَم", "مريم"],
    // Persian and Arabic keyboards; with and without what keeps letters apart.
    &["کیان", "كيان"],
    &["می\u{200c}روم", "میروم"],
    &["שָׁלוֹם", "שלום"],
    &["ｶﾅ", "カナ"],
    &["가", "\u{1100}\u{1161}"],
    &["🐈\u{200d}⬛", "🐈⬛"],
    &["❤\u{fe0f}", "❤"],
    &["Anne-Marie", "Anne Marie", "anne‐marie"],
    &["x²", "X2"],
];

/// Texts whose keys must differ.
const APART: &[(&str, &str)] = &[
    ("Bella", "Belle"),
    ("Cat", "Car"),
    ("Anne", "Ann"),
    ("Маша", "Миша"),
    ("כלב", "חתול"),
    ("कि", "का"),
    ("กา", "กี"),
    ("が", "か"),
    ("ガ", "カ"),
    ("가", "각"),
    ("猫", "犬"),
    ("🐈", "🐕"),
    ("-", "'"),
    ("100%", "100"),
];

fn keys(conn: &mut PgConnection, words: &[&str]) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Key {
        #[diesel(sql_type = Text)]
        key: String,
    }
    let keys = sql_query("SELECT folded(word) AS key FROM unnest($1::text[]) WITH ORDINALITY AS given (word, at) ORDER BY at");
    keys.bind::<diesel::sql_types::Array<Text>, _>(words).load::<Key>(conn).unwrap().into_iter().map(|row| row.key).collect()
}

fn is_number(conn: &mut PgConnection, telephone: &str, sought: &str) -> bool {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Nullable<Bool>)]
        yes: Option<bool>,
    }
    let asked = sql_query("SELECT is_number($1, $2) AS yes").bind::<Text, _>(telephone).bind::<Text, _>(sought);
    asked.get_result::<Found>(conn).unwrap().yes.unwrap_or_default()
}

#[test]
fn what_people_take_for_the_same_has_one_key_and_what_differs_has_two() {
    let database = Database::migrated();
    let mut conn = database.connect();
    for alike in ALIKE {
        let keys = keys(&mut conn, alike);
        assert!(keys.iter().all(|key| *key == keys[0]), "{alike:?}: {keys:?}");
        assert_eq!(super::words::keys(&mut conn, &[&keys[0]]), [keys[0].clone()], "the key of a key is that key");
    }
    for (one, other) in APART {
        let keys = keys(&mut conn, &[one, other]);
        assert_ne!(keys[0], keys[1], "{one} and {other}");
    }
}

#[test]
fn unicodes_own_list_of_cases_is_folded() {
    const LIST: &str = include_str!("../data/unicode/CaseFolding.txt");
    let database = Database::migrated();
    let mut conn = database.connect();
    let text =
        |codes: &str| codes.split(' ').map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()).collect::<String>();
    let cases: Vec<(String, String)> = LIST
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let column: Vec<&str> = line.split("; ").collect();
            (format!("x{}", text(column[0])), format!("x{}", text(column[2])))
        })
        .collect();
    let given: Vec<&str> = cases.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()]).collect();
    let found = keys(&mut conn, &given);
    let mut folded = 0;
    for ((case, keys), (_, mapping)) in given.chunks(2).zip(found.chunks(2)).zip(&cases) {
        // An iota below a letter is a mark upon it, and goes like every other; letters of church books stay.
        let is_known = mapping.ends_with('ι') || ('\u{1c80}'..='\u{1c8a}').contains(&case[0].chars().last().unwrap());
        assert!(keys[0] == keys[1] || is_known, "{case:?}: {keys:?}");
        folded += usize::from(keys[0] == keys[1]);
    }
    assert!(folded > 180, "{folded}");
}

#[test]
fn a_telephone_number_is_found_with_and_without_the_countrys_code() {
    let database = Database::migrated();
    let mut conn = database.connect();
    let written = ["+43 660 1234567", "0660 1234567", "0043 660 1234567", "+43 (0)660 123 45 67", "(0660) 123-4567", "0660/1234567"];
    for kept in written {
        for sought in written.into_iter().chain(["1234567", "660 123", "660-1234567", "43\u{2011}660\u{a0}1234567"]) {
            let lacks_code = kept.starts_with(['0', '(']) && !kept.starts_with("00") && sought.starts_with("43");
            assert!(is_number(&mut conn, kept, sought) || lacks_code, "{sought} finds {kept}");
        }
        for sought in ["0660 1234568", "+49 661 1234567", "0", "", "abc", "12 34 56 78", "lang"] {
            assert!(!is_number(&mut conn, kept, sought), "{sought} does not find {kept}");
        }
    }
    for (kept, sought) in [
        ("06 30 123 4567", "+36 30 123 4567"),
        ("+39 06 1234567", "06 1234567"),
        ("06 1234567", "+39 06 1234567"),
        ("(555) 123-4567", "+1 555 123 4567"),
    ] {
        assert!(is_number(&mut conn, kept, sought), "{sought} finds {kept}");
    }
}

/// Which customers are found by what is typed into the search.
fn customers_found(visitor: &Visitor, typed: &str) -> Vec<String> {
    visitor.get(&format!("/customers?{}", query(typed))).select("tbody .lead-cell")
}

fn query(typed: &str) -> String {
    serde_urlencoded::to_string([("q", typed)]).unwrap()
}

#[test]
fn customers_are_found_as_people_write_them() {
    let shop = Shop::open();
    let ben = shop.staff();
    let bought = |name: &str, email: &str, phone: &str| {
        let pet = arrived(&ben, "Bella");
        let form = sale(&pet).with("customer_name", name).with("customer_email", email).with("customer_phone", phone);
        record(&ben, &form);
    };
    bought("María\u{a0}García", "maria@example.com", "\u{202d}+43 660 1234567\u{202c}");
    bought("Seán O’Malley", "sean@example.com", "01\u{2011}2345678");
    bought("Jürgen Weiß-Groß", "", "");
    for (typed, found) in [
        ("garcia maria", "María García"),
        ("MARIA", "María García"),
        ("gar mar", "María García"),
        ("garcia maria@example.com", "María García"),
        ("0660 1234567", "María García"),
        ("0043 660 123", "María García"),
        ("o'malley", "Seán O’Malley"),
        ("OMALLEY SEAN", "Seán O’Malley"),
        ("+353 1 2345678", "Seán O’Malley"),
        ("weiss gross", "Jürgen Weiß-Groß"),
        ("ju\u{308}rgen", "Jürgen Weiß-Groß"),
        ("weiß‑groß", "Jürgen Weiß-Groß"),
    ] {
        assert_eq!(customers_found(&ben, typed), [found], "{typed}");
    }
    for typed in ["garcia sean", "o%malley", "_", "\\", "'"] {
        assert!(customers_found(&ben, typed).is_empty(), "{typed}");
    }
}

/// Which pets are found by what is typed into the search.
fn pets_found(visitor: &Visitor, path: &str, typed: &str) -> Vec<String> {
    visitor.get(&format!("{path}?{}", query(typed))).select("a.name, .answers section:first-of-type b")
}

#[test]
fn pets_are_found_as_people_write_them_before_and_after_a_refresh() {
    let shop = Shop::open();
    let ben = shop.staff();
    for (name, species) in [
        ("Zoe\u{308}", "Guinea\u{a0}pig"),
        ("O’Malley", "Cat"),
        ("Weißfuß", "Dog"),
        ("İpek", "Cat"),
        ("Señor Čeněk", "Parrot"),
        ("می\u{200c}شا", "Cat"),
        ("🐈\u{200d}⬛", "Cat"),
        ("100%", "Fish"),
        ("-", "Fish"),
        ("’", "Cat"),
    ] {
        record(&ben, &arrival().with("name", name).with("species", species));
    }
    for refreshed in [false, true] {
        if refreshed {
            shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        }
        for (typed, found) in [
            ("zoe", "Zoë"),
            ("ZOË", "Zoë"),
            ("guinea-pig zo", "Zoë"),
            ("pig guinea", "Zoë"),
            ("o'malley", "O’Malley"),
            ("omalley cat", "O’Malley"),
            ("WEISSFUSS", "Weißfuß"),
            ("weissfuß dog", "Weißfuß"),
            ("ipek", "İpek"),
            ("IPEK", "İpek"),
            ("cenek senor", "Señor Čeněk"),
            ("cen\u{30c}ek parrot", "Señor Čeněk"),
            ("میشا", "می\u{200c}شا"),
            ("ميشا", "می\u{200c}شا"),
            ("🐈", "🐈\u{200d}⬛"),
            ("%", "100%"),
            ("-", "-"),
            ("’", "’"),
            ("'", "’"),
        ] {
            for path in ["/pets", "/search"] {
                assert_eq!(pets_found(&ben, path, typed), [found], "{path}, {typed}, refreshed: {refreshed}");
            }
        }
        for typed in ["zoe dog", "_", "\\", "mallory"] {
            assert!(pets_found(&ben, "/pets", typed).is_empty(), "{typed}");
        }
    }
}

#[test]
fn a_species_is_one_however_it_is_written_and_however_it_was() {
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "First").with("species", "Guinea pig"));
    // As a shop of before recorded it.
    let older = "INSERT INTO pet_arrived_events (id, pet_id, version, created_at, name, species, price, occurred_on, metadata)
        SELECT gen_random_uuid(), gen_random_uuid(), 1, created_at, 'Older ' || number, older.species, 1, occurred_on, metadata
        FROM pet_arrived_events, unnest(ARRAY[E'Guinea\\u00a0pig', 'GUINEA  PIG', E'Guinea\\u2011pig']) WITH ORDINALITY AS older (species, number)
        WHERE name = 'First'";
    assert_eq!(shop.sql(|conn| Ok(sql_query(older).execute(conn)?)), 3);
    for typed in [
        "guinea pig",
        "Guinea\u{a0}pig",
        "GUINEA-PIG",
        "Guinea\u{2009} pig",
        "Gui\u{ad}nea pig",
        "guinea\u{2010}pig",
        " Guinea pig\u{200b}",
    ] {
        record(&ben, &arrival().with("name", typed.trim()).with("species", typed));
        let list = ben.get(&format!("/pets?{}", serde_urlencoded::to_string([("species", typed)]).unwrap()));
        assert_eq!(list.select("select[name=species] option[selected]").len(), 1, "{typed}");
    }
    for refreshed in [false, true] {
        if refreshed {
            shop.sql(|conn| snapshot::refresh(conn, seal_key(), None));
        }
        let list = ben.get("/pets?species=guinea+pig");
        assert_eq!(list.select("tbody tr").len(), 11, "refreshed: {refreshed}");
        assert_eq!(list.select("select[name=species] option").len(), 2, "all, and this one");
        assert_eq!(ben.get("/events?species=Guinea-pig").select("ol.timeline > li").len(), 11, "refreshed: {refreshed}");
    }
    let written = shop.sql(|conn| count(conn, "SELECT count(DISTINCT species) AS n FROM pet_arrived_events"));
    assert_eq!(written, 4, "what is recorded takes the writing that was first; what was recorded stays as it was");
}

#[test]
fn a_key_finds_what_it_was_made_from_in_any_spelling() {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = Bool)]
        yes: bool,
    }
    let database = Database::migrated();
    let conn = std::cell::RefCell::new(database.connect());
    let word = "[a-zA-ZäöüßéèçñøłŞİıœÆÞ'’-]{1,8}|[А-Яа-яёЁ]{1,8}|[Α-Ωα-ωάές]{1,8}|[א-ת]{1,8}|[ا-ي]{1,8}|[क-ह][ा-ौ]?[क-ह]|[ก-ฮ]{1,6}|[가-힣]{1,4}|[ァ-ヶ]{1,6}|[一-龥]{1,4}|[ａ-ｚＡ-Ｚ]{1,6}|[0-9%_\\\\*]{1,5}";
    proptest!(ProptestConfig::with_cases(500), |(words in prop::collection::vec(word, 1..4), other in word)| {
        let Ok(name) = PetName::parse(&words.join(" ")) else { return Ok(()) };
        let name = name.as_str();
        let turned: Vec<&str> = name.split(' ').rev().collect();
        let decomposed = const { icu_normalizer::DecomposingNormalizerBorrowed::new_nfd() }.normalize(name).into_owned();
        for typed in [name.to_owned(), name.to_uppercase(), name.to_lowercase(), decomposed, turned.join("\u{a0} "), name.replace('\'', "’")] {
            let asked = sql_query("SELECT folded($1) || ' ' || folded($2) LIKE ALL (each_word($3)) AND folded(folded($1)) = folded($1) AS yes");
            let asked = asked.bind::<Text, _>(name).bind::<Text, _>(&other).bind::<Text, _>(&typed);
            prop_assert!(asked.get_result::<Found>(&mut *conn.borrow_mut()).unwrap().yes, "{typed:?} finds {name:?}");
        }
    });
}

#[test]
fn where_the_key_changes_what_was_sorted_by_it_is_made_anew() {
    use diesel::connection::SimpleConnection;
    let shop = Shop::open();
    let ben = shop.staff();
    record(&ben, &arrival().with("name", "Zoë").with("species", "Käfer"));
    let mut conn = shop.database.connect();
    snapshot::refresh(&mut conn, seal_key(), None).unwrap();
    // As an older version left it: with another key, by which everything is sorted.
    conn.batch_execute(
        "SET ROLE hello_owner;
         CREATE OR REPLACE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE RETURN 'older ' || lower(words);
         REINDEX TABLE pet_arrived_events;
         UPDATE pets_state_projection SET words = pet_words(name, species, number), species_key = folded(species);
         UPDATE database_objects SET hash = sha256('older') WHERE name = 'functions/folded.sql';
         RESET ROLE",
    )
    .unwrap();
    assert!(pets_found(&ben, "/pets", "zoe").is_empty());
    assert_eq!(migrations::run(&mut conn).unwrap().replaced, 1);
    assert_eq!(pets_found(&ben, "/pets", "zoe kafer"), ["Zoë"]);
    conn.batch_execute("SET enable_seqscan = off").unwrap();
    let by_index = "SELECT count(*) AS n FROM pet_arrived_events WHERE folded(species) = 'kafer'";
    assert_eq!(count(&mut conn, by_index).unwrap(), 1);
    assert_eq!(ben.get("/pets?species=kaefer").select("tbody tr").len(), 0);
    assert_eq!(ben.get("/pets?species=KAFER").select("tbody tr").len(), 1);
}
