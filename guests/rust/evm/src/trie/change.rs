//! Values that come, change and go.

use alloy_primitives::B256;

use super::{agree, nibble, Missing, Node, NodeId, Trie, Value, NIBBLES, NONE, OPAQUE};

impl<V: Value> Trie<V> {
    /// The value of a key, to be changed: hashes on the way to it are forgotten.
    pub fn get_mut(&mut self, key: &B256) -> Result<Option<&mut V>, Missing> {
        let Some(found) = self.find(key)? else {
            return Ok(None);
        };
        self.forget_way(key);
        Ok(match &mut self.entries[found as usize].node {
            Node::Leaf { value, .. } => Some(value),
            _ => None,
        })
    }

    /// Forgets the hashes of all nodes that a key passes.
    fn forget_way(&mut self, key: &B256) {
        let (mut id, mut depth) = (self.root, 0);
        while id != NONE && id & OPAQUE == 0 {
            let entry = &mut self.entries[id as usize];
            match &entry.node {
                Node::Branch { children } => (id, depth) = (children[nibble(key, depth)], depth + 1),
                Node::Extension { end, child, .. } => (id, depth) = (*child, *end),
                Node::Leaf { .. } => id = NONE,
                Node::Left => return,
            }
            entry.hash = None;
        }
    }

    /// Gives a key a value.
    pub fn insert(&mut self, key: &B256, value: V) -> Result<(), Missing> {
        if let Some(old) = self.get_mut(key)? {
            *old = value;
            return Ok(());
        }
        // What the key meets was seen by `find`, so nothing is missing from here on.
        self.root = self.inserted(self.root, 0, key, value);
        Ok(())
    }

    /// The node that takes a node's place once the key, which the trie does not have, has its value.
    fn inserted(&mut self, id: NodeId, depth: usize, key: &B256, value: V) -> NodeId {
        if id == NONE {
            return self.push(Node::Leaf { key: *key, value }, None);
        }
        let entry = &mut self.entries[id as usize];
        entry.hash = None;
        match &entry.node {
            Node::Leaf { key: other, .. } => {
                let other = *other;
                let fork = agree(key, &other, depth, NIBBLES);
                let leaf = self.push(Node::Leaf { key: *key, value }, None);
                self.fork(key, depth, fork, (nibble(key, fork), leaf), (nibble(&other, fork), id))
            }
            Node::Extension { key: other, end, child } => {
                let (other, end, child) = (*other, *end, *child);
                let fork = agree(key, &other, depth, end);
                if fork == end {
                    let below = self.inserted(child, end, key, value);
                    self.entries[id as usize].node = Node::Extension { key: other, end, child: below };
                    return id;
                }
                // The extension goes on behind the fork, if there is a nibble left for it.
                let rest = if fork + 1 == end { child } else { id };
                if rest == child {
                    self.entries[id as usize].node = Node::Left;
                }
                let leaf = self.push(Node::Leaf { key: *key, value }, None);
                self.fork(key, depth, fork, (nibble(key, fork), leaf), (nibble(&other, fork), rest))
            }
            Node::Branch { children } => {
                let at = nibble(key, depth);
                let child = children[at];
                let below = self.inserted(child, depth + 1, key, value);
                if let Node::Branch { children } = &mut self.entries[id as usize].node {
                    children[at] = below;
                }
                id
            }
            Node::Left => unreachable!("nothing leads to a node that was left"),
        }
    }

    /// A branch at nibble `fork` of a key with two children, behind an extension where that is not at `depth`.
    fn fork(&mut self, key: &B256, depth: usize, fork: usize, one: (usize, NodeId), other: (usize, NodeId)) -> NodeId {
        let mut children = [NONE; 16];
        children[one.0] = one.1;
        children[other.0] = other.1;
        let branch = self.push(Node::Branch { children }, None);
        if fork == depth {
            branch
        } else {
            self.push(Node::Extension { key: *key, end: fork, child: branch }, None)
        }
    }

    /// Takes a key's value away, if it has one.
    pub fn remove(&mut self, key: &B256) -> Result<(), Missing> {
        if self.find(key)?.is_some() {
            self.root = self.removed(self.root, 0, key)?;
        }
        Ok(())
    }

    /// The node that takes a node's place once the key, which the trie has, is gone.
    fn removed(&mut self, id: NodeId, depth: usize, key: &B256) -> Result<NodeId, Missing> {
        let entry = &mut self.entries[id as usize];
        entry.hash = None;
        match &entry.node {
            Node::Leaf { .. } => {
                entry.node = Node::Left;
                Ok(NONE)
            }
            Node::Extension { key: way, end, child } => {
                let (way, end, child) = (*way, *end, *child);
                let below = self.removed(child, end, key)?;
                Ok(self.extended(id, &way, end, below))
            }
            Node::Branch { children } => {
                let (mut children, at) = (*children, nibble(key, depth));
                children[at] = self.removed(children[at], depth + 1, key)?;
                self.entries[id as usize].node = Node::Branch { children };
                self.collapsed(id, depth, key, children)
            }
            Node::Left => unreachable!("nothing leads to a node that was left"),
        }
    }

    /// What an extension, in place `id`, and the node below it make: two extensions in a row are one, a leaf needs none.
    fn extended(&mut self, id: NodeId, way: &B256, end: usize, below: NodeId) -> NodeId {
        let (node, left) = match &self.entries[below as usize].node {
            Node::Leaf { .. } => {
                self.entries[below as usize].hash = None;
                self.entries[id as usize].node = Node::Left;
                return below;
            }
            Node::Extension { key, end, child } => (Node::Extension { key: *key, end: *end, child: *child }, true),
            _ => (Node::Extension { key: *way, end, child: below }, false),
        };
        self.entries[id as usize].node = node;
        if left {
            self.entries[below as usize].node = Node::Left;
        }
        id
    }

    /// A branch that has one child only is none.
    fn collapsed(&mut self, id: NodeId, depth: usize, key: &B256, children: [NodeId; 16]) -> Result<NodeId, Missing> {
        let mut left = (0..16).filter(|&i| children[i] != NONE);
        let (Some(last), None) = (left.next(), left.next()) else {
            return Ok(id);
        };
        let child = children[last];
        // What is opaque may be a leaf, which would stand here, or a branch, which needs an extension: both roots differ.
        if child & OPAQUE != 0 {
            return Err(Missing);
        }
        let mut way = *key;
        let shift = 4 * (1 - depth % 2);
        way[depth / 2] = way[depth / 2] & !(15 << shift) | (last as u8) << shift;
        Ok(self.extended(id, &way, depth + 1, child))
    }
}
