//! The tree under the newest seal: its upper hashes are kept, and believed where they come to the seal's root.

use crate::integrity::Hash;
use crate::integrity::merkle::upper::{Branch, DEPTH, Node, Upper, path};
use crate::integrity::merkle::{Leaf, Proof};
use crate::shop::PetId;
use crate::store::ground::error::StoreError;
use crate::store::ground::reader::Reads;
use crate::store::ground::statement::{Deed, Rows, row, statements};
use crate::store::proof::seals;
use diesel::PgConnection;
use diesel::sql_types::{Array, Binary, Bool, Integer, SmallInt};
use std::collections::BTreeSet;
use uuid::Uuid;

statements! {
    /// The hashes at one depth.
    SealNodes = "proof/seal_nodes.sql", (depth: i16 as SmallInt) -> NodeRow;
    /// Some of the hashes.
    SealPath = "proof/seal_path.sql", (depths: Vec<i16> as Array<SmallInt>, places: Vec<i32> as Array<Integer>) -> NodeRow;
    /// Keeps hashes.
    KeepNodes = "proof/keep_nodes.sql", (
        depths: Vec<i16> as Array<SmallInt>, places: Vec<i32> as Array<Integer>, ones: Vec<bool> as Array<Bool>, hashes: Vec<Vec<u8>> as Array<Binary>
    );
    /// Forgets the hashes.
    DropNodes = "proof/drop_nodes.sql", ();
}

row! {
    /// A hash of the tree.
    pub(in crate::store) struct NodeRow {
        depth: i16 as SmallInt,
        place: i32 as Integer,
        is_one: bool as Bool,
        hash: Hash as Binary,
    }
}

impl NodeRow {
    fn node(&self) -> Option<Node> {
        let branch = Branch { depth: u32::try_from(self.depth).ok()?, place: u32::try_from(self.place).ok()? };
        Some(Node { branch, is_one: self.is_one, hash: self.hash })
    }
}

/// The upper part of the tree as it is kept, where it comes to this root.
pub(super) fn kept(conn: &mut PgConnection, root: Hash) -> Result<Option<Upper>, StoreError> {
    let upper = Upper::of(SealNodes { depth: depth(DEPTH) }.rows(conn)?.iter().filter_map(NodeRow::node));
    Ok((upper.root() == root).then_some(upper))
}

/// The root of all pets as they are, where these have moved on since the upper part was kept; keeps the hashes that have changed. Where none is kept, all pets
/// are read.
pub(super) fn follow(conn: &mut PgConnection, kept: Option<Upper>, moved: impl IntoIterator<Item = PetId>) -> Result<Hash, StoreError> {
    let (mut upper, touched): (_, BTreeSet<_>) = match kept {
        Some(upper) => (upper, moved.into_iter().map(|pet| Branch::of(pet, DEPTH)).collect()),
        None => {
            DropNodes {}.run(conn)?;
            (Upper::of([]), (0..1 << DEPTH).map(|place| Branch { depth: DEPTH, place }).collect())
        }
    };
    let (mut branch, mut leaves) = (None, Vec::<Leaf>::new());
    let mut replace = |branch: Option<Branch>, leaves: &mut Vec<Leaf>| {
        if let Some(branch) = branch {
            upper.replace(branch, leaves);
        }
        leaves.clear();
    };
    seals::heads(conn, touched.iter().map(|branch| branch.ids()), |leaf| {
        let own = Some(Branch::of(leaf.pet, DEPTH));
        if own != branch {
            replace(branch, &mut leaves);
            branch = own;
        }
        leaves.push(leaf);
    })?;
    replace(branch, &mut leaves);
    keep(conn, &upper.above(&touched.into_iter().collect::<Vec<_>>()))?;
    Ok(upper.root())
}

/// The proof of a pet under a seal, and its leaf; `None` where the seal does not cover it. It reads the path of the pet, or everything where what is kept is not
/// that of the seal.
pub(super) fn proof(conn: &mut impl Reads, seal: i64, root: Hash, pet: PetId) -> Result<Option<(Leaf, Proof)>, StoreError> {
    let find = |leaves: &[Leaf]| leaves.iter().find(|leaf| leaf.pet == pet).copied();
    let beside = seals::leaves(conn, seal, Branch::of(pet, DEPTH).ids())?;
    let Some(leaf) = find(&beside) else { return Ok(None) };
    let path = path(pet);
    let (depths, places) =
        (path.iter().map(|branch| depth(branch.depth)).collect(), path.iter().map(|branch| place(branch.place)).collect());
    let kept: Vec<_> = SealPath { depths, places }.rows(conn)?.iter().filter_map(NodeRow::node).collect();
    if let Some(proof) = Proof::along(&kept, &beside, pet)
        && proof.root(&leaf) == Some(root)
    {
        return Ok(Some((leaf, proof)));
    }
    let all = seals::leaves(conn, seal, (Uuid::nil(), Uuid::max()))?;
    Ok(Proof::build(&all, pet).map(|proof| (leaf, proof)))
}

fn keep(conn: &mut PgConnection, nodes: &[Node]) -> Result<(), StoreError> {
    KeepNodes {
        depths: nodes.iter().map(|node| depth(node.branch.depth)).collect(),
        places: nodes.iter().map(|node| place(node.branch.place)).collect(),
        ones: nodes.iter().map(|node| node.is_one).collect(),
        hashes: nodes.iter().map(|node| node.hash.bytes().to_vec()).collect(),
    }
    .run(conn)?;
    Ok(())
}

fn depth(depth: u32) -> i16 {
    i16::try_from(depth).unwrap_or(i16::MAX)
}

fn place(place: u32) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
