//! Nodes as bytes, and their hashes.

use alloc::vec::Vec;

use alloy_primitives::{keccak256, B256};
use alloy_rlp::{Encodable, Header};

use super::{nibble, Node, NodeId, Trie, Value, NIBBLES, NONE};

/// A branch of hashes alone has 532 bytes.
const NODE_BYTES: usize = 544;

impl<V: Value> Trie<V> {
    pub(super) fn hash_of_root(&mut self) -> B256 {
        if let Some(hash) = self.opaque(self.root) {
            return *hash;
        }
        if let Some(hash) = self.entries[self.root as usize].hash {
            return hash;
        }
        let encoded = self.encoded(self.root, 0);
        let hash = keccak256(&encoded);
        // As the parent of none it is hashed however short it is; a cached hash would say that it is not short.
        if encoded.len() >= 32 {
            self.entries[self.root as usize].hash = Some(hash);
        }
        hash
    }

    /// Appends a child as its parent shows it: its hash, or itself where it is shorter than that.
    fn refer(&mut self, id: NodeId, depth: usize, out: &mut Vec<u8>) {
        if id == NONE {
            out.push(alloy_rlp::EMPTY_STRING_CODE);
            return;
        }
        if let Some(hash) = self.opaque(id) {
            out.push(alloy_rlp::EMPTY_STRING_CODE + 32);
            out.extend_from_slice(hash.as_slice());
            return;
        }
        let hash = match self.entries[id as usize].hash {
            Some(hash) => hash,
            None => {
                let encoded = self.encoded(id, depth);
                if encoded.len() < 32 {
                    out.extend_from_slice(&encoded);
                    return;
                }
                let hash = keccak256(&encoded);
                self.entries[id as usize].hash = Some(hash);
                hash
            }
        };
        out.push(alloy_rlp::EMPTY_STRING_CODE + 32);
        out.extend_from_slice(hash.as_slice());
    }

    fn encoded(&mut self, id: NodeId, depth: usize) -> Vec<u8> {
        let mut payload = Vec::with_capacity(NODE_BYTES);
        match &mut self.entries[id as usize].node {
            Node::Leaf { key, value } => {
                encode_path(key, depth, NIBBLES, true, &mut payload);
                let mut rlp = Vec::with_capacity(128);
                value.encode(&mut rlp);
                rlp.as_slice().encode(&mut payload);
            }
            Node::Extension { key, end, child } => {
                encode_path(key, depth, *end, false, &mut payload);
                let (child, end) = (*child, *end);
                self.refer(child, end, &mut payload);
            }
            Node::Branch { children } => {
                for child in *children {
                    self.refer(child, depth + 1, &mut payload);
                }
                // Keys have one length, so no key ends at a branch.
                payload.push(alloy_rlp::EMPTY_STRING_CODE);
            }
            Node::Left => unreachable!("nothing leads to a node that was left"),
        }
        let mut encoded = Vec::with_capacity(NODE_BYTES);
        Header { list: true, payload_length: payload.len() }.encode(&mut encoded);
        encoded.extend_from_slice(&payload);
        encoded
    }
}

/// The nibbles from `from` to `end` in hex-prefix form (Yellow Paper, appendix C), as an RLP string. `end` is even for leaves; for both the first nibble may be either.
fn encode_path(key: &B256, from: usize, end: usize, leaf: bool, out: &mut Vec<u8>) {
    let mut path = [0u8; 1 + NIBBLES / 2];
    let count = end - from;
    let odd = count % 2 == 1;
    let flags = if leaf { 2 } else { 0 } + odd as u8;
    path[0] = flags << 4 | if odd { nibble(key, from) as u8 } else { 0 };
    let first = from + odd as usize;
    let bytes = count / 2;
    if first % 2 == 0 {
        path[1..1 + bytes].copy_from_slice(&key[first / 2..first / 2 + bytes]);
    } else {
        for (i, byte) in path[1..1 + bytes].iter_mut().enumerate() {
            *byte = (nibble(key, first + 2 * i) << 4 | nibble(key, first + 2 * i + 1)) as u8;
        }
    }
    path[..1 + bytes].encode(out);
}
