use super::upper::{Branch, DEPTH, Node, Upper, path};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn leaf(id: u128, version: i32) -> Leaf {
    Leaf { pet: PetId(Uuid::from_u128(id)), version, head: Hash::of(&[&id.to_be_bytes(), &version.to_be_bytes()]) }
}

/// Ids that share long beginnings, and ids that do not.
fn ids() -> impl Strategy<Value = u128> {
    prop_oneof![any::<u128>(), 0..40u128, (0..40u128).prop_map(|low| u128::MAX - low), (0..128u32).prop_map(|shift| 1 << shift)]
}

fn pets() -> impl Strategy<Value = BTreeMap<u128, i32>> {
    proptest::collection::btree_map(ids(), 1..9i32, 0..40)
}

fn leaves(pets: &BTreeMap<u128, i32>) -> Vec<Leaf> {
    pets.iter().map(|(id, version)| leaf(*id, *version)).collect()
}

#[test]
fn the_root_is_the_one_that_is_written_down() {
    let (first, second) = (leaf(1 << 127, 1), leaf(3 << 126, 2));
    assert_eq!(root([]), Hash::ZERO);
    assert_eq!(root([first]), Hash::of(&[&[0], &(1u128 << 127).to_be_bytes(), &[0, 0, 0, 1], first.head.bytes()]));
    // They share their first bit, a one, and differ in the second.
    let below = Hash::of(&[&[1], first.hash().bytes(), second.hash().bytes()]);
    assert_eq!(root([first, second]), Hash::of(&[&[1], &[0; 32], below.bytes()]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_finds_the_root_that_the_definition_gives(pets in pets()) {
        let leaves = leaves(&pets);
        prop_assert_eq!(root(leaves.iter().copied()), below(&leaves, 0));
    }

    #[test]
    fn the_upper_part_grows_with_what_has_moved_and_proves_every_pet(moments in proptest::collection::vec(pets(), 1..5)) {
        let mut now = BTreeMap::new();
        let mut kept = BTreeMap::<Branch, Node>::new();
        for changed in moments {
            now.extend(&changed);
            let all = leaves(&now);
            let mut touched: Vec<_> = leaves(&changed).iter().map(|leaf| Branch::of(leaf.pet, DEPTH)).collect();
            touched.dedup();
            let mut upper = Upper::of(kept.values().filter(|node| node.branch.depth == DEPTH).copied());
            for branch in &touched {
                let (first, last) = branch.ids();
                let below: Vec<_> = all.iter().filter(|leaf| (first..=last).contains(&leaf.pet.0)).copied().collect();
                upper.replace(*branch, &below);
            }
            kept.extend(upper.above(&touched).into_iter().map(|node| (node.branch, node)));
            prop_assert_eq!(upper.root(), below(&all, 0));
            for one in &all {
                let (first, last) = Branch::of(one.pet, DEPTH).ids();
                let beside: Vec<_> = all.iter().filter(|leaf| (first..=last).contains(&leaf.pet.0)).copied().collect();
                let along: Vec<_> = path(one.pet).iter().filter_map(|branch| kept.get(branch)).copied().collect();
                prop_assert_eq!(Proof::along(&along, &beside, one.pet), Proof::build(&all, one.pet));
            }
        }
    }

    #[test]
    fn a_walk_over_the_past_finds_the_root_of_every_moment(moments in proptest::collection::vec(pets(), 1..6)) {
        let (mut now, mut grown) = (BTreeMap::<u128, i32>::new(), BTreeMap::<u128, Vec<(i64, Hash)>>::new());
        let mut expected = Vec::new();
        for (moment, changed) in (1i64..).zip(&moments) {
            for (id, version) in changed {
                grown.entry(*id).or_default().push((moment, leaf(*id, *version).hash()));
            }
            now.extend(changed);
            if !changed.is_empty() {
                expected.push((moment, below(&leaves(&now), 0)));
            }
        }
        let mut roots = Roots::default();
        for (id, from) in grown {
            roots.add(PetId(Uuid::from_u128(id)), from);
        }
        prop_assert_eq!(roots.finish(), expected);
    }

    #[test]
    fn every_pet_is_proven_and_nobody_else(pets in pets(), other in ids(), flip in 0..4096usize) {
        let leaves = leaves(&pets);
        let root = root(leaves.iter().copied());
        for one in &leaves {
            let proof = Proof::build(&leaves, one.pet).unwrap();
            prop_assert_eq!(proof.root(one), Some(root));
            prop_assert_ne!(proof.root(&Leaf { version: one.version + 1, ..*one }), Some(root));
            if let Some(place) = flip.checked_rem(proof.beside.len()) {
                let mut forged = proof.clone();
                forged.beside[place].0[flip % 32] ^= 1;
                prop_assert_ne!(forged.root(one), Some(root));
            }
            prop_assert_ne!(Proof { beside: [proof.beside, vec![Hash::ZERO]].concat() }.root(one), Some(root));
        }
        if !pets.contains_key(&other) {
            prop_assert_eq!(Proof::build(&leaves, PetId(Uuid::from_u128(other))), None);
        }
    }
}

#[test]
fn a_proof_is_as_long_as_the_tree_is_deep() {
    let mut all: Vec<Leaf> =
        (0..4096u64).map(|n| leaf(u128::from_be_bytes(Hash::of(&[&n.to_be_bytes()]).0[..16].try_into().unwrap()), 1)).collect();
    all.sort_by_key(|leaf| leaf.pet.0);
    let longest = all.iter().step_by(64).map(|one| Proof::build(&all, one.pet).unwrap().beside.len()).max().unwrap();
    assert!((12..40).contains(&longest), "{longest} levels for 4,096 pets");
    assert_eq!(Proof { beside: vec![Hash::ZERO; 129] }.root(&all[0]), None);
}

#[test]
fn the_example_in_the_documentation_is_right() {
    let text = include_str!("../../../docs/integrity.md");
    let encodings: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| line.starts_with("{\"id\"")).collect();
    assert_eq!(encodings.iter().map(|encoding| encoding.len()).collect::<Vec<_>>(), [388, 290]);
    let first = Hash::of(&[encodings[0].as_bytes()]);
    let head = Hash::of(&[first.bytes(), encodings[1].as_bytes()]);
    let pet = PetId("b3b5c9de-54a1-4f0c-9a35-0d8a3f1c2e77".parse().unwrap());
    for said in [first, head, root([Leaf { pet, version: 2, head }])] {
        assert!(text.contains(&said.to_string()), "{said}");
    }
}
