use super::*;
use crate::shop::{PetNumber, Status};
use proptest::prelude::*;
use uuid::Uuid;

fn kin(id: u128, mother: Option<u128>, generation: i32, young: i64) -> Relative {
    let id_of = |n| PetId(Uuid::from_u128(n));
    Relative {
        id: id_of(id),
        mother_id: mother.map(id_of),
        generation,
        name: format!("Pet {id}"),
        number: PetNumber::parse("M-0142").unwrap(),
        status: Status::Available,
        young,
    }
}

/// Boxes and the places for those left out, as rectangles.
fn rectangles(tree: &FamilyTree) -> Vec<Point> {
    tree.boxes.iter().map(|shown| shown.at).chain(tree.left_out.iter().map(|left_out| left_out.at)).collect()
}

fn is_sound(tree: &FamilyTree) -> Result<(), String> {
    let corners = rectangles(tree);
    for (n, one) in corners.iter().enumerate() {
        if one.x < 0.0 || one.y < 0.0 || one.x + BOX.0 > tree.width || one.y + BOX.1 > tree.height {
            return Err(format!("{one:?} leaves the picture"));
        }
        for other in corners.iter().skip(n + 1) {
            if (one.x - other.x).abs() < BOX.0 && (one.y - other.y).abs() < BOX.1 {
                return Err(format!("{one:?} covers {other:?}"));
            }
        }
    }
    for line in &tree.lines {
        if !(line.from.x < line.turn && line.turn < line.to.x) {
            return Err(format!("{line:?} does not run from left to right"));
        }
    }
    // Everybody but the eldest hangs on exactly one line.
    if tree.lines.len() + 1 != corners.len() {
        return Err(format!("{} lines for {}", tree.lines.len(), corners.len()));
    }
    Ok(())
}

#[test]
fn a_pet_without_relatives_has_no_tree() {
    assert_eq!(FamilyTree::draw(vec![kin(1, None, 0, 0)]), None);
}

#[test]
fn a_litter_of_twelve_stands_in_one_column_with_its_mother_beside_the_eldest() {
    let family: Vec<Relative> = std::iter::once(kin(1, None, 0, 12)).chain((2..14).map(|n| kin(n, Some(1), 1, 0))).collect();
    let tree = FamilyTree::draw(family).unwrap();
    is_sound(&tree).unwrap();
    let litter: Vec<Point> = tree.boxes.iter().skip(1).map(|shown| shown.at).collect();
    assert_eq!(litter.len(), 12);
    assert!(litter.iter().all(|at| at.x == litter[0].x));
    assert_eq!(tree.boxes[0].at.y, litter[0].y);
}

#[test]
fn four_generations_up_and_down_stand_in_nine_columns() {
    let line = |generation: i32| u128::try_from(generation + 10).unwrap();
    let family: Vec<Relative> = (-4..=4).map(|g| kin(line(g), (g > -4).then(|| line(g - 1)), g, i64::from(g < 4))).collect();
    let tree = FamilyTree::draw(family).unwrap();
    is_sound(&tree).unwrap();
    assert_eq!(tree.boxes.len(), 9);
    assert!(tree.boxes.windows(2).all(|pair| pair[0].at.x < pair[1].at.x));
}

#[test]
fn those_for_whom_there_is_no_room_are_counted() {
    let family: Vec<Relative> = std::iter::once(kin(1, None, 0, 300)).chain((2..14).map(|n| kin(n, Some(1), 1, 0))).collect();
    let tree = FamilyTree::draw(family).unwrap();
    is_sound(&tree).unwrap();
    assert_eq!(tree.left_out.iter().map(|left_out| left_out.pets).collect::<Vec<_>>(), [288]);
}

#[test]
fn of_an_ancestor_only_the_line_to_the_pet_is_drawn() {
    let tree = FamilyTree::draw(vec![kin(1, None, -1, 5), kin(2, Some(1), 0, 0)]).unwrap();
    assert!(tree.left_out.is_empty());
    assert_eq!(tree.boxes[0].facts(), "M-0142, available");
}

/// A family grown at random: each new one is the young of one that is there and young enough to have some.
fn families() -> impl Strategy<Value = Vec<Relative>> {
    (0..=4u8, prop::collection::vec((any::<prop::sample::Index>(), 0..3i64), 1..60)).prop_map(|(above, births)| {
        let mut family = vec![kin(1, None, -i32::from(above), 1)];
        for n in 0..u128::from(above) {
            let generation = family[family.len() - 1].generation + 1;
            family.push(kin(n + 2, Some(n + 1), generation, 0));
        }
        for (mother, unseen) in births {
            let id = u128::try_from(family.len()).unwrap() + 1;
            let possible: Vec<usize> = (0..family.len()).filter(|n| (0..4).contains(&family[*n].generation)).collect();
            let mother = possible[mother.index(possible.len())];
            family[mother].young += 1 + unseen;
            let born = kin(id, Some(family[mother].id.0.as_u128()), family[mother].generation + 1, 0);
            family.push(born);
        }
        family
    })
}

proptest! {
    #[test]
    fn no_two_boxes_overlap_and_all_are_inside(family in families()) {
        let everybody = family.len();
        let tree = FamilyTree::draw(family).unwrap();
        prop_assert_eq!(is_sound(&tree), Ok(()));
        prop_assert_eq!(tree.boxes.len(), everybody);
    }
}
