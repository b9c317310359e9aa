//! The upper part of the tree, which can be kept: the next root needs the leaves of those pets alone that share their first bits with one that has moved on, and
//! the proof of a pet one hash on each level.

use super::{Leaf, Proof, Tree, tree};
use crate::integrity::Hash;
use crate::shop::PetId;
use uuid::Uuid;

/// How many levels are kept: below are the pets that share so many bits of their ids, one in 4,096 of all.
pub const DEPTH: u32 = 12;

/// Which pets share their first bits: so many of them, and these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Branch {
    /// How many bits.
    pub depth: u32,
    /// The bits.
    pub place: u32,
}

impl Branch {
    /// That of a pet at a depth of at most [`DEPTH`].
    #[must_use]
    pub fn of(pet: PetId, depth: u32) -> Self {
        let bits = pet.0.as_u128().checked_shr(128_u32.saturating_sub(depth)).unwrap_or(0);
        Self { depth, place: u32::try_from(bits).unwrap_or(0) }
    }

    /// The first id and the last that may stand below it.
    #[must_use]
    pub fn ids(self) -> (Uuid, Uuid) {
        let first = u128::from(self.place).checked_shl(128_u32.saturating_sub(self.depth)).unwrap_or(0);
        let below = u128::MAX.checked_shr(self.depth).unwrap_or(0);
        (Uuid::from_u128(first), Uuid::from_u128(first | below))
    }

    /// The other half of the branch above.
    #[must_use]
    pub fn beside(self) -> Self {
        Self { place: self.place ^ 1, ..self }
    }
}

/// What the pets of a branch come to; of a branch without pets nothing is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The branch.
    pub branch: Branch,
    /// Whether it is one pet, whose leaf this is.
    pub is_one: bool,
    /// Their root.
    pub hash: Hash,
}

impl Node {
    fn tree(&self) -> Tree {
        if self.is_one { Tree::One(self.hash) } else { Tree::Many(self.hash) }
    }
}

/// The upper part of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upper {
    /// By depth, and there by place.
    levels: Vec<Vec<Tree>>,
}

impl Upper {
    /// That above the lowest branches that were kept.
    #[must_use]
    pub fn of(lowest: impl IntoIterator<Item = Node>) -> Self {
        let mut upper = Self { levels: (0..=DEPTH).map(|depth| vec![Tree::Empty; 1 << depth]).collect() };
        for node in lowest {
            upper.set(node.branch, node.tree());
        }
        for depth in (0..DEPTH).rev() {
            for place in 0..1 << depth {
                upper.join(Branch { depth, place });
            }
        }
        upper
    }

    /// The root of all.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.at(Branch { depth: 0, place: 0 }).root()
    }

    /// Replaces what stands below one of the lowest branches: all of its pets, in the order of their ids.
    pub fn replace(&mut self, lowest: Branch, leaves: &[Leaf]) {
        self.set(lowest, tree(leaves, DEPTH));
        self.grow(lowest);
    }

    /// What is to be kept of these of the lowest branches and of those above them, each once.
    #[must_use]
    pub fn above(&self, lowest: &[Branch]) -> Vec<Node> {
        let up = |branch: &Branch, depth: u32| Branch { depth, place: branch.place >> (DEPTH - depth) };
        let mut all: Vec<_> = lowest.iter().flat_map(|branch| (1..=DEPTH).map(move |depth| up(branch, depth))).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().filter_map(|branch| self.node(branch)).collect()
    }

    fn node(&self, branch: Branch) -> Option<Node> {
        match self.at(branch) {
            Tree::Empty => None,
            Tree::One(hash) => Some(Node { branch, is_one: true, hash }),
            Tree::Many(hash) => Some(Node { branch, is_one: false, hash }),
        }
    }

    fn at(&self, Branch { depth, place }: Branch) -> Tree {
        let level = self.levels.get(depth as usize);
        level.and_then(|level| level.get(place as usize)).copied().unwrap_or(Tree::Empty)
    }

    fn set(&mut self, Branch { depth, place }: Branch, tree: Tree) {
        if let Some(there) = self.levels.get_mut(depth as usize).and_then(|level| level.get_mut(place as usize)) {
            *there = tree;
        }
    }

    /// Computes what stands above a branch.
    fn grow(&mut self, mut branch: Branch) {
        while branch.depth > 0 {
            branch = Branch { depth: branch.depth - 1, place: branch.place >> 1 };
            self.join(branch);
        }
    }

    /// Computes a branch from its halves.
    fn join(&mut self, branch: Branch) {
        let zeros = Branch { depth: branch.depth + 1, place: branch.place << 1 };
        self.set(branch, Tree::of(self.at(zeros), self.at(zeros.beside())));
    }
}

/// The branches whose hashes prove a pet: its own on each level, and those beside them.
#[must_use]
pub fn path(pet: PetId) -> Vec<Branch> {
    (1..=DEPTH).flat_map(|depth| [Branch::of(pet, depth), Branch::of(pet, depth).beside()]).collect()
}

impl Proof {
    /// Builds the proof of a pet from what is kept along its [`path`], and from the pets of its lowest branch in the order of their ids; `None` where it is
    /// not among them.
    #[must_use]
    pub fn along(kept: &[Node], leaves: &[Leaf], pet: PetId) -> Option<Self> {
        let at = |branch: Branch| kept.iter().find(|node| node.branch == branch);
        let mut beside = Vec::new();
        for depth in 1..=DEPTH {
            let branch = Branch::of(pet, depth);
            let (own, other) = (at(branch)?, at(branch.beside()));
            // Whoever is alone below a branch stays the leaf that it is.
            if !own.is_one || other.is_some() {
                beside.push(other.map_or(Hash::ZERO, |node| node.hash));
            }
            if own.is_one {
                return leaves.first().filter(|leaf| leaf.pet == pet).map(|_| Self { beside });
            }
        }
        beside.extend(Self::from_depth(DEPTH, leaves, pet)?.beside);
        Some(Self { beside })
    }
}
