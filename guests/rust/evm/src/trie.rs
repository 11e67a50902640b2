//! The part of a Merkle Patricia trie that a witness shows, with keys of 32 bytes (Ethereum's secure tries).
//!
//! Crate `alloy-trie` builds roots from sorted leaves and checks proofs; it has no trie of which parts are unknown and that changes, so this is one. What it
//! computes is held to `alloy-trie` by tests. A node that was not shown is *opaque*, known by its hash alone: to look or change behind it is an error, never a guess.

mod change;
mod encoding;
mod shown;

use alloc::vec::Vec;

use alloy_primitives::B256;
use alloy_trie::EMPTY_ROOT_HASH;

pub use shown::{Shown, WrongNode};

/// What a key leads to.
pub trait Value: Sized {
    /// Appends the value's RLP.
    fn encode(&mut self, out: &mut Vec<u8>);

    /// Reads a value, and what hangs on it, from the witness.
    fn show(rlp: &[u8], shown: &mut Shown) -> Result<Self, WrongNode>;
}

/// The trie was asked for what the witness does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

/// Place of a node; with [`OPAQUE`] added, place of the hash of one that was not shown; or [`NONE`].
type NodeId = u32;

const NONE: NodeId = u32::MAX;
const OPAQUE: NodeId = 1 << 31;
const NIBBLES: usize = 64;

/// Keys stand in nodes as a whole: of a leaf's all nibbles count, of an extension's those from the node's depth to `end`.
enum Node<V> {
    Leaf { key: B256, value: V },
    Extension { key: B256, end: usize, child: NodeId },
    Branch { children: [NodeId; 16] },
    /// A place that a change has left.
    Left,
}

struct Entry<V> {
    node: Node<V>,
    /// The hash of the node's RLP where it is known and that RLP has 32 bytes or more.
    hash: Option<B256>,
}

/// A trie.
pub struct Trie<V> {
    entries: Vec<Entry<V>>,
    /// Hashes of nodes that were not shown.
    opaque: Vec<B256>,
    root: NodeId,
}

fn nibble(key: &B256, at: usize) -> usize {
    (key[at / 2] >> (4 * (1 - at % 2)) & 15) as usize
}

/// How far two keys agree, from nibble `from` to `end`.
fn agree(a: &B256, b: &B256, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        if at % 2 == 0 && at + 2 <= end && a[at / 2] == b[at / 2] {
            at += 2;
        } else if nibble(a, at) == nibble(b, at) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

impl<V: Value> Trie<V> {
    pub const fn empty() -> Self {
        Self { entries: Vec::new(), opaque: Vec::new(), root: NONE }
    }

    /// The hash of a node that was not shown.
    fn opaque(&self, id: NodeId) -> Option<&B256> {
        if id == NONE || id & OPAQUE == 0 {
            return None;
        }
        Some(&self.opaque[(id ^ OPAQUE) as usize])
    }

    fn push(&mut self, node: Node<V>, hash: Option<B256>) -> NodeId {
        self.entries.push(Entry { node, hash });
        (self.entries.len() - 1) as NodeId
    }

    /// The place of the value of a key, if it has one.
    fn find(&self, key: &B256) -> Result<Option<NodeId>, Missing> {
        let (mut id, mut depth) = (self.root, 0);
        while id != NONE {
            if id & OPAQUE != 0 {
                return Err(Missing);
            }
            match &self.entries[id as usize].node {
                Node::Leaf { key: other, .. } => return Ok((other == key).then_some(id)),
                Node::Extension { key: other, end, child } => {
                    if agree(key, other, depth, *end) < *end {
                        return Ok(None);
                    }
                    (id, depth) = (*child, *end);
                }
                Node::Branch { children } => (id, depth) = (children[nibble(key, depth)], depth + 1),
                Node::Left => unreachable!("nothing leads to a node that was left"),
            }
        }
        Ok(None)
    }

    /// The value of a key.
    pub fn get(&self, key: &B256) -> Result<Option<&V>, Missing> {
        Ok(self.find(key)?.and_then(|id| match &self.entries[id as usize].node {
            Node::Leaf { value, .. } => Some(value),
            _ => None,
        }))
    }

    /// Every value that is shown, in no order that matters.
    pub fn for_each(&self, seen: &mut dyn FnMut(&V)) {
        for entry in &self.entries {
            if let Node::Leaf { value, .. } = &entry.node {
                seen(value);
            }
        }
    }

    /// The root's hash.
    pub fn root(&mut self) -> B256 {
        if self.root == NONE {
            EMPTY_ROOT_HASH
        } else {
            self.hash_of_root()
        }
    }
}

#[cfg(test)]
mod tests;
