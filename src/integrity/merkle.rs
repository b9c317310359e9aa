//! One hash of all pets: a Merkle tree over the bits of their ids.
//!
//! The root of no pets is 32 zeros. The root of one pet is its leaf, `sha256(00 ‖ pet ‖ version ‖ head)`. The root of more is
//! `sha256(01 ‖ root of those whose next bit is 0 ‖ root of those whose next bit is 1)`, from the highest bit of the id on.
//!
//! So the root follows from the set alone, whatever the order in which pets came; one more event changes as many hashes as there are levels,
//! about log₂ of the pets; and that a pet is in it is shown by one hash a level. A tree in the order of appending, as `rs_merkle` builds
//! it, has none of the first two.

pub mod upper;

use super::hash::Hash;
use crate::shop::PetId;
use std::cmp::Ordering;

/// A pet as it goes into the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The pet.
    pub pet: PetId,
    /// The version of its latest event.
    pub version: i32,
    /// The hash of that event.
    pub head: Hash,
}

impl Leaf {
    /// The leaf's own hash.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[&[0], self.pet.0.as_bytes(), &self.version.to_be_bytes(), self.head.bytes()])
    }
}

/// What the pets that share a beginning of their ids come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tree {
    Empty,
    One(Hash),
    Many(Hash),
}

impl Tree {
    /// One step up: the tree of both halves. A pet that is alone stays the leaf that it is.
    fn of(zeros: Self, ones: Self) -> Self {
        match (zeros, ones) {
            (alone @ (Self::Empty | Self::One(_)), Self::Empty) | (Self::Empty, alone @ Self::One(_)) => alone,
            _ => Self::Many(node(zeros.root(), ones.root())),
        }
    }

    fn root(self) -> Hash {
        match self {
            Self::Empty => Hash::ZERO,
            Self::One(hash) | Self::Many(hash) => hash,
        }
    }
}

fn node(zeros: Hash, ones: Hash) -> Hash {
    Hash::of(&[&[1], zeros.bytes(), ones.bytes()])
}

fn bit(place: u128, depth: u32) -> bool {
    place.checked_shr(127_u32.saturating_sub(depth)).unwrap_or(0) & 1 == 1
}

/// Builds the root at many moments in one walk over the pets, in the order of their ids. It keeps no pet, only the trees to the left of
/// where it is: one for each level.
#[derive(Debug, Default)]
pub struct Roots {
    /// Each with the depth at which what comes now stands to its right.
    lefts: Vec<(u32, Grown)>,
    current: Option<Grown>,
}

/// A tree as it grew: what it was from each moment on.
#[derive(Debug)]
struct Grown {
    /// The id of one of its pets: they all begin as this one.
    place: u128,
    /// How many bits they share.
    depth: u32,
    from: Vec<(i64, Tree)>,
}

impl Roots {
    /// Adds a pet as it was from each moment on, earliest first. Pets come in the order of their ids.
    pub fn add(&mut self, pet: PetId, leaves: impl IntoIterator<Item = (i64, Hash)>) {
        let place = pet.0.as_u128();
        if let Some(before) = self.current.take() {
            let shared = (before.place ^ place).leading_zeros();
            let left = self.join(before, Some(shared)).up_to(shared + 1);
            self.lefts.push((shared, left));
        }
        let from = leaves.into_iter().map(|(moment, leaf)| (moment, Tree::One(leaf))).collect();
        self.current = Some(Grown { place, depth: 128, from });
    }

    /// The root from each moment on at which it changed, earliest first.
    #[must_use]
    pub fn finish(mut self) -> Vec<(i64, Hash)> {
        let Some(last) = self.current.take() else { return Vec::new() };
        let whole = self.join(last, None).up_to(0);
        whole.from.into_iter().map(|(moment, tree)| (moment, tree.root())).collect()
    }

    /// Joins a finished tree with those on its left that branch off deeper than what comes next.
    fn join(&mut self, mut right: Grown, next: Option<u32>) -> Grown {
        while let Some((branch, left)) = self.lefts.pop_if(|(branch, _)| next.is_none_or(|next| *branch > next)) {
            right = right.up_to(branch + 1);
            right = Grown { depth: branch, from: side_by_side(left.from, &right.from), ..right };
        }
        right
    }
}

impl Grown {
    /// The same pets seen from further up, where nobody stands on the other side.
    fn up_to(mut self, depth: u32) -> Self {
        for level in (depth..self.depth).rev() {
            if self.from.iter().all(|(_, tree)| !matches!(tree, Tree::Many(_))) {
                break;
            }
            for (_, tree) in &mut self.from {
                *tree = if bit(self.place, level) { Tree::of(Tree::Empty, *tree) } else { Tree::of(*tree, Tree::Empty) };
            }
        }
        Self { depth, ..self }
    }
}

/// The tree above two others, from each moment on at which one of them changed.
fn side_by_side(zeros: Vec<(i64, Tree)>, ones: &[(i64, Tree)]) -> Vec<(i64, Tree)> {
    let mut both = Vec::with_capacity(zeros.len() + ones.len());
    let (mut zeros, mut ones) = (zeros.into_iter().peekable(), ones.iter().copied().peekable());
    let (mut zero, mut one) = (Tree::Empty, Tree::Empty);
    loop {
        let order = match (zeros.peek(), ones.peek()) {
            (Some((left, _)), Some((right, _))) => left.cmp(right),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return both,
        };
        let left = if order.is_le() { zeros.next() } else { None };
        let right = if order.is_ge() { ones.next() } else { None };
        let moment = left.or(right).map_or(0, |(moment, _)| moment);
        zero = left.map_or(zero, |(_, tree)| tree);
        one = right.map_or(one, |(_, tree)| tree);
        both.push((moment, Tree::of(zero, one)));
    }
}

/// The root over pets in the order of their ids.
#[must_use]
pub fn root(leaves: impl IntoIterator<Item = Leaf>) -> Hash {
    let mut roots = Roots::default();
    for leaf in leaves {
        roots.add(leaf.pet, [(0, leaf.hash())]);
    }
    roots.finish().pop().map_or(Hash::ZERO, |(_, root)| root)
}

/// That a pet is in the tree of a root: what stands beside it on each level, from the top down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The roots of the other side.
    pub beside: Vec<Hash>,
}

impl Proof {
    /// Builds the proof that a pet is among these, which are in the order of their ids; `None` where it is not.
    #[must_use]
    pub fn build(leaves: &[Leaf], pet: PetId) -> Option<Self> {
        Self::from_depth(0, leaves, pet)
    }

    /// As [`Proof::build`], of the pets that share so many bits of their ids.
    fn from_depth(shared: u32, leaves: &[Leaf], pet: PetId) -> Option<Self> {
        let place = pet.0.as_u128();
        let (mut among, mut beside) = (leaves, Vec::new());
        while among.len() > 1 {
            let depth = shared + u32::try_from(beside.len()).ok().filter(|_| beside.len() < 128)?;
            let (zeros, ones) = among.split_at(among.partition_point(|leaf| !bit(leaf.pet.0.as_u128(), depth)));
            let (same, other) = if bit(place, depth) { (ones, zeros) } else { (zeros, ones) };
            beside.push(below(other, depth + 1));
            among = same;
        }
        among.first().filter(|leaf| leaf.pet == pet).map(|_| Self { beside })
    }

    /// The root to which this proof leads from a leaf; `None` where it is longer than an id.
    #[must_use]
    pub fn root(&self, leaf: &Leaf) -> Option<Hash> {
        let place = leaf.pet.0.as_u128();
        let depths = 0..u32::try_from(self.beside.len()).ok().filter(|depth| *depth <= 128)?;
        let up = |below: Hash, (depth, other): (u32, &Hash)| if bit(place, depth) { node(*other, below) } else { node(below, *other) };
        Some(depths.zip(&self.beside).rev().fold(leaf.hash(), up))
    }
}

/// The root, seen from a level of the tree, of pets that share their ids down to it.
fn below(leaves: &[Leaf], depth: u32) -> Hash {
    tree(leaves, depth).root()
}

/// What these pets come to, which share so many bits of their ids.
fn tree(leaves: &[Leaf], depth: u32) -> Tree {
    match leaves {
        [] => Tree::Empty,
        [leaf] => Tree::One(leaf.hash()),
        _ => {
            let (zeros, ones) = leaves.split_at(leaves.partition_point(|leaf| !bit(leaf.pet.0.as_u128(), depth)));
            Tree::of(tree(zeros, depth + 1), tree(ones, depth + 1))
        }
    }
}

#[cfg(test)]
mod tests;
