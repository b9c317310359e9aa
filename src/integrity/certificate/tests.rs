use super::*;
use crate::integrity::{Seal, SealKey, merkle};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

const MIA: &str = "b3b5c9de-54a1-4f0c-9a35-0d8a3f1c2e77";
const KIT: &str = "33b5c9de-54a1-4f0c-9a35-0d8a3f1c2e77";

fn key() -> SealKey {
    SealKey::parse(&"07".repeat(32)).unwrap()
}

fn event(pet: &str, version: u32, kind: &str, rest: &str) -> String {
    format!(
        r#"{{"id": "019deca6-a478-7000-8a3e-5b1f00c0f{version:03}", "pet_id": "{pet}", "version": {version}, "metadata": {{"note": "a \"small\" one\nZoë"}}, "created_at": "2026-05-0{version}T10:00:00.12+00:00", "event_type": "{kind}", "occurred_on": "2026-05-0{version}", {rest}}}"#
    )
}

fn leaf(pet: &str, events: &[String]) -> Leaf {
    let (latest, head) = chain::told(PetId(pet.parse().unwrap()), events).unwrap().pop().unwrap();
    Leaf { pet: latest.pet, version: latest.version, head }
}

/// Kit, who was born to Mia, and was lost; and eighty pets beside them.
fn real() -> Certificate {
    let born = format!(r#""name": "Kit", "price": 24.90, "species": "Cat", "mother_id": "{MIA}""#);
    let kit = vec![event(KIT, 1, "PetBorn", &born), event(KIT, 2, "PetLost", r#""last_seen_location": "the \"old\" park""#)];
    let mia = vec![event(MIA, 1, "PetArrived", r#""name": "Mia", "price": 24.90, "species": "Cat""#)];
    let other = |n: u128| Leaf { pet: PetId(Uuid::from_u128(n << 121 | n)), version: 1, head: Hash::of(&[&n.to_be_bytes()]) };
    let mut leaves: Vec<Leaf> = (0..80).map(other).chain([leaf(KIT, &kit), leaf(MIA, &mia)]).collect();
    leaves.sort_by_key(|leaf| leaf.pet.0);
    let seal = Seal {
        id: 12,
        sealed_at: "2026-11-23T15:44:18.12Z".parse().unwrap(),
        refresh_id: 15,
        pets: 82,
        events: 83,
        root: merkle::root(leaves.iter().copied()),
        previous: Hash::ZERO,
        public_key: key().public(),
    };
    let proven = |pet: &str, events: Vec<String>| {
        let Leaf { pet, head, .. } = leaf(pet, &events);
        Proven { pet, events, head, proof: Proof::build(&leaves, pet).unwrap() }
    };
    Certificate { line: vec![proven(KIT, kit), proven(MIA, mia)], seal: key().sign(seal) }
}

static REAL: LazyLock<Certificate> = LazyLock::new(real);

fn check(file: &str) -> Result<Vec<ProvenStory>, Doubt> {
    Certificate::parse(file)?.check(|signer| *signer == key().public())
}

#[test]
fn a_certificate_comes_back_from_its_file_and_tells_the_line() {
    let file = REAL.file();
    for file in [file.clone(), file.replace('\n', "\r\n"), format!("{file}\n")] {
        assert_eq!(Certificate::parse(&file).as_ref(), Ok(&*REAL));
    }
    let told = check(&file).unwrap();
    let names: Vec<_> = told.iter().map(|told| (told.pet.name.to_string(), told.events.len())).collect();
    assert_eq!(names, [("Kit".to_owned(), 2), ("Mia".to_owned(), 1)]);
    assert_eq!(told[0].mother(), Some(REAL.line[1].pet));
}

#[test]
fn each_thing_that_does_not_fit_is_called_by_its_name() {
    let doubt = |change: &dyn Fn(&mut Certificate)| {
        let mut changed = REAL.clone();
        change(&mut changed);
        check(&changed.file()).unwrap_err()
    };
    let (kit, mia) = (REAL.line[0].pet, REAL.line[1].pet);
    assert_eq!(doubt(&|all| all.line[0].events[1] = all.line[0].events[1].replace("park", "bark")), Doubt::Head(kit));
    assert_eq!(doubt(&|all| drop(all.line[0].events.pop())), Doubt::Head(kit));
    assert!(matches!(doubt(&|all| all.line[0].events.swap(0, 1)), Doubt::Story(pet, _) if pet == kit));
    assert!(matches!(doubt(&|all| all.line[1].pet = kit), Doubt::Story(pet, _) if pet == kit));
    assert_eq!(doubt(&|all| all.line[1].proof.beside.truncate(2)), Doubt::NotCovered(mia, 12));
    assert_eq!(doubt(&|all| drop(all.line.pop())), Doubt::BrokenLine(kit));
    assert_eq!(doubt(&|all| all.line.swap(0, 1)), Doubt::BrokenLine(mia));
    assert_eq!(doubt(&|all| all.line.push(all.line[1].clone())), Doubt::BrokenLine(mia));
    assert_eq!(doubt(&|all| all.line.clear()), Doubt::NoCertificate);
    assert_eq!(doubt(&|all| all.seal.seal.pets += 1), Doubt::Forged);
    let other = SealKey::parse(&"08".repeat(32)).unwrap();
    assert_eq!(doubt(&|all| all.seal = other.sign(all.seal.seal.clone())), Doubt::Foreign(other.public()));
    let cut = |all: &mut Certificate| {
        let proven = &mut all.line[0];
        proven.events.pop();
        proven.head = leaf(KIT, &proven.events).head;
    };
    assert_eq!(doubt(&cut), Doubt::NotCovered(kit, 12), "an earlier part of the story is not what was sealed");
}

/// A way to change a text, a byte or a line at a time.
#[derive(Debug, Clone)]
enum Change {
    Byte(usize, u8),
    Removed(usize),
    Twice(usize),
    Swapped(usize, usize),
    CutAfter(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0..100_000usize;
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(place, byte)| Change::Byte(place, byte)),
        1 => place().prop_map(Change::Removed),
        1 => place().prop_map(Change::Twice),
        1 => (place(), place()).prop_map(|(one, other)| Change::Swapped(one, other)),
        1 => place().prop_map(Change::CutAfter),
    ]
}

fn changed(file: &[u8], change: &Change) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    let most = lines.len().max(1);
    if lines.is_empty() {
        return Vec::new();
    }
    match change {
        Change::Byte(place, byte) => {
            let mut file = file.to_vec();
            let place = place % file.len();
            file[place] = *byte;
            return file;
        }
        Change::Removed(line) => drop(lines.remove(line % most)),
        Change::Twice(line) => lines.insert(line % most, lines[line % most]),
        Change::Swapped(one, other) => lines.swap(one % most, other % most),
        Change::CutAfter(place) => return file[..place % file.len()].to_vec(),
    }
    lines.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn whatever_is_changed_of_a_certificate_it_tells_no_other_story(changes in prop::collection::vec(change(), 1..4)) {
        let bytes = changes.iter().fold(REAL.file().into_bytes(), |file, change| changed(&file, change));
        let file = String::from_utf8_lossy(&bytes);
        if let Ok(told) = check(&file) {
            prop_assert_eq!(told, REAL.check(|_| true).unwrap());
        }
    }

    #[test]
    fn no_text_brings_the_reader_down(file: String, pets: usize, events: usize) {
        prop_assert!(check(&file).is_err());
        let file = format!("{TITLE}\npets: {pets}\npet: {KIT}\nevents: {events}\n{file}");
        prop_assert!(check(&file).is_err());
    }
}
