//! Tries from a witness: nodes in the order of a walk, each named by the hash of one before it.

use alloy_primitives::{keccak256, B256};
use alloy_rlp::Header;
use alloy_trie::EMPTY_ROOT_HASH;

use super::{Node, NodeId, Trie, Value, NIBBLES, NONE, OPAQUE};

/// A node of the witness is none, or none that its parent can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongNode;

impl From<alloy_rlp::Error> for WrongNode {
    fn from(_: alloy_rlp::Error) -> Self {
        Self
    }
}

/// What is left of a witness's nodes, the next one hashed.
pub struct Shown<'a> {
    nodes: core::slice::Iter<'a, &'a [u8]>,
    next: Option<(B256, &'a [u8])>,
}

impl<'a> Shown<'a> {
    pub fn new(nodes: &'a [&'a [u8]]) -> Self {
        let mut shown = Self { nodes: nodes.iter(), next: None };
        shown.advance();
        shown
    }

    fn advance(&mut self) {
        self.next = self.nodes.next().map(|node| (keccak256(node), *node));
    }

    /// The node of that hash, if it is the next one.
    fn take(&mut self, hash: &[u8]) -> Option<&'a [u8]> {
        let (next, node) = self.next?;
        if next.as_slice() != hash {
            return None;
        }
        self.advance();
        Some(node)
    }

    /// Whether every node had its place.
    pub fn is_used_up(&self) -> bool {
        self.next.is_none()
    }
}

/// Where a node stands: the nibbles on the way to it, and their number.
#[derive(Clone, Copy)]
struct Place {
    path: B256,
    depth: usize,
}

impl Place {
    fn push(&mut self, nibble: u8) -> Result<(), WrongNode> {
        if self.depth == NIBBLES {
            return Err(WrongNode);
        }
        self.path[self.depth / 2] |= nibble << (4 * (1 - self.depth % 2));
        self.depth += 1;
        Ok(())
    }

    /// Goes on by a path in hex-prefix form; answers whether it is a leaf's.
    fn extend(&mut self, path: &[u8]) -> Result<bool, WrongNode> {
        let (&first, rest) = path.split_first().ok_or(WrongNode)?;
        match first >> 4 {
            1 | 3 => self.push(first & 15)?,
            0 | 2 if first & 15 == 0 => {}
            _ => return Err(WrongNode),
        }
        for &byte in rest {
            self.push(byte >> 4)?;
            self.push(byte & 15)?;
        }
        Ok(first >> 5 == 1)
    }
}

/// One item of a list: whether it is a list, its payload, and all of its bytes.
struct Item<'a> {
    list: bool,
    payload: &'a [u8],
    whole: &'a [u8],
}

fn next_item<'a>(rest: &mut &'a [u8]) -> Result<Item<'a>, WrongNode> {
    let start = *rest;
    let header = Header::decode(rest)?;
    if header.payload_length > rest.len() {
        return Err(WrongNode);
    }
    let (payload, behind) = rest.split_at(header.payload_length);
    *rest = behind;
    Ok(Item { list: header.list, payload, whole: &start[..start.len() - behind.len()] })
}

impl<V: Value> Trie<V> {
    /// The trie of a root, as far as the witness shows it.
    pub fn shown(root: &B256, shown: &mut Shown) -> Result<Self, WrongNode> {
        let mut trie = Self::empty();
        if *root != EMPTY_ROOT_HASH {
            trie.root = trie.named(root.as_slice(), || Ok(Place { path: B256::ZERO, depth: 0 }), shown)?;
        }
        Ok(trie)
    }

    /// The node of a hash, which stands where `place` says; that is not asked where the witness does not show it.
    fn named(&mut self, hash: &[u8], place: impl FnOnce() -> Result<Place, WrongNode>, shown: &mut Shown) -> Result<NodeId, WrongNode> {
        match shown.take(hash) {
            None => {
                self.opaque.push(B256::from_slice(hash));
                Ok(OPAQUE | (self.opaque.len() - 1) as NodeId)
            }
            Some(rlp) => {
                let id = self.decoded(rlp, &place()?, shown)?;
                self.entries[id as usize].hash = Some(B256::from_slice(hash));
                Ok(id)
            }
        }
    }

    fn decoded(&mut self, mut rlp: &[u8], above: &Place, shown: &mut Shown) -> Result<NodeId, WrongNode> {
        let node = next_item(&mut rlp)?;
        if !node.list || !rlp.is_empty() {
            return Err(WrongNode);
        }
        let mut rest = node.payload;
        let first = next_item(&mut rest)?;
        let second = next_item(&mut rest)?;
        if !rest.is_empty() {
            return self.branch(node.payload, above, shown);
        }
        let mut place = *above;
        if first.list {
            return Err(WrongNode);
        }
        if place.extend(first.payload)? {
            if place.depth != NIBBLES || second.list {
                return Err(WrongNode);
            }
            let value = V::show(second.payload, shown)?;
            return Ok(self.push(Node::Leaf { key: place.path, value }, None));
        }
        if place.depth == above.depth {
            return Err(WrongNode);
        }
        let child = self.child(&second, || Ok(place), shown)?;
        if child == NONE {
            return Err(WrongNode);
        }
        Ok(self.push(Node::Extension { key: place.path, end: place.depth, child }, None))
    }

    fn branch(&mut self, mut rest: &[u8], place: &Place, shown: &mut Shown) -> Result<NodeId, WrongNode> {
        let mut children = [NONE; 16];
        for (i, child) in children.iter_mut().enumerate() {
            let item = next_item(&mut rest)?;
            let below = || {
                let mut below = *place;
                below.push(i as u8)?;
                Ok(below)
            };
            *child = self.child(&item, below, shown)?;
        }
        let value = next_item(&mut rest)?;
        if !rest.is_empty() || value.list || !value.payload.is_empty() {
            return Err(WrongNode);
        }
        Ok(self.push(Node::Branch { children }, None))
    }

    fn child(&mut self, item: &Item, place: impl FnOnce() -> Result<Place, WrongNode>, shown: &mut Shown) -> Result<NodeId, WrongNode> {
        if item.list {
            // A node of 32 bytes or more stands in its parent by its hash.
            if item.whole.len() >= 32 {
                return Err(WrongNode);
            }
            return self.decoded(item.whole, &place()?, shown);
        }
        match item.payload.len() {
            0 => Ok(NONE),
            32 => self.named(item.payload, place, shown),
            _ => Err(WrongNode),
        }
    }
}
