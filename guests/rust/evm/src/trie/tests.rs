//! Against crate `alloy-trie`, which builds the root of all leaves from scratch.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use alloy_primitives::{keccak256, B256, U256};
use alloy_rlp::Encodable;
use alloy_trie::proof::{ProofNodes, ProofRetainer};
use alloy_trie::{HashBuilder, Nibbles};

use super::{Missing, Shown, Trie, WrongNode};

struct Random(u64);

impl Random {
    /// SplitMix64 (S. Vigna).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d049bb133111eb);
        z ^ z >> 31
    }

    /// Keys that agree in many nibbles, so that extensions, short nodes and collapses are common.
    fn key(&mut self) -> B256 {
        let mut key = B256::repeat_byte(0x11);
        match self.next() % 4 {
            0 => key = keccak256(self.next().to_be_bytes()),
            1 => key[31] = self.next() as u8,
            2 => key[(self.next() % 32) as usize] = (self.next() % 3) as u8,
            _ => {
                key[0] = (self.next() % 2) as u8;
                key[15] = (self.next() % 4) as u8 * 16;
                key[31] = (self.next() % 4) as u8;
            }
        }
        key
    }

    fn value(&mut self) -> U256 {
        U256::from(1 + self.next() % if self.next() % 2 == 0 { 100 } else { u64::MAX / 2 })
    }
}

type Leaves = BTreeMap<B256, U256>;

/// The root of leaves, and all nodes on the way to some keys.
fn built(leaves: &Leaves, keys: &BTreeSet<B256>) -> (B256, ProofNodes) {
    let mut builder = HashBuilder::default().with_proof_retainer(ProofRetainer::from_iter(keys.iter().map(Nibbles::unpack)));
    for (key, value) in leaves {
        let mut rlp = Vec::new();
        value.encode(&mut rlp);
        builder.add_leaf(Nibbles::unpack(key), &rlp);
    }
    let root = builder.root();
    (root, builder.take_proof_nodes())
}

/// Nodes of a proof in the order of a walk: a node's path sorts before those below it.
fn witness(proof: &ProofNodes) -> Vec<Vec<u8>> {
    proof.nodes_sorted().into_iter().map(|(_, node)| node.to_vec()).filter(|node| node.len() >= 32).collect()
}

fn shown(root: &B256, nodes: &[Vec<u8>]) -> Result<Trie<U256>, WrongNode> {
    let nodes: Vec<&[u8]> = nodes.iter().map(Vec::as_slice).collect();
    let mut shown = Shown::new(&nodes);
    let trie = Trie::shown(root, &mut shown)?;
    if shown.is_used_up() {
        Ok(trie)
    } else {
        Err(WrongNode)
    }
}

#[test]
fn changes_lead_to_the_root_of_the_changed_leaves() {
    for seed in 0..3000 {
        let mut random = Random(seed);
        let mut leaves: Leaves = (0..random.next() % 12).map(|_| (random.key(), random.value())).collect();
        // All keys are shown, so nothing is missing.
        let old: BTreeSet<B256> = leaves.keys().copied().collect();
        let (root, proof) = built(&leaves, &old);
        let nodes = if leaves.is_empty() { Vec::new() } else { witness_of_all(&leaves, &proof) };
        let mut trie = shown(&root, &nodes).expect("a witness");
        assert_eq!(trie.root(), root, "seed {seed}");
        for step in 0..10 {
            let present: Vec<B256> = leaves.keys().copied().collect();
            let key = match random.next() % 3 {
                0 => random.key(),
                _ if present.is_empty() => random.key(),
                _ => present[random.next() as usize % present.len()],
            };
            assert_eq!(trie.get(&key), Ok(leaves.get(&key)), "seed {seed} step {step}");
            if random.next() % 2 == 0 {
                let value = random.value();
                trie.insert(&key, value).expect("all is shown");
                leaves.insert(key, value);
            } else {
                trie.remove(&key).expect("all is shown");
                leaves.remove(&key);
            }
            // Not always, so that several changes meet before hashes are made.
            if random.next() % 2 == 0 {
                assert_eq!(trie.root(), built(&leaves, &BTreeSet::new()).0, "seed {seed} step {step}");
            }
        }
        assert_eq!(trie.root(), built(&leaves, &BTreeSet::new()).0, "seed {seed} at the end");
    }
}

/// A root shorter than a hash is shown, too.
fn witness_of_all(leaves: &Leaves, proof: &ProofNodes) -> Vec<Vec<u8>> {
    let nodes = witness(proof);
    if nodes.is_empty() && leaves.len() < 3 {
        proof.nodes_sorted().into_iter().take(1).map(|(_, node)| node.to_vec()).collect()
    } else {
        nodes
    }
}

#[test]
fn what_is_not_shown_is_missing_and_never_guessed() {
    let (mut missing, mut found) = (0, 0);
    for seed in 0..3000 {
        let mut random = Random(seed ^ 0x5eed);
        let mut leaves: Leaves = (0..3 + random.next() % 20).map(|_| (random.key(), random.value())).collect();
        let asked: BTreeSet<B256> = (0..1 + random.next() % 3).map(|_| random.key()).collect();
        let (root, proof) = built(&leaves, &asked);
        let mut trie = shown(&root, &witness(&proof)).expect("a witness");
        for _ in 0..6 {
            let key = if random.next() % 2 == 0 { random.key() } else { *asked.first().expect("one at least") };
            let done = if random.next() % 2 == 0 {
                let value = random.value();
                trie.insert(&key, value).map(|()| leaves.insert(key, value))
            } else {
                trie.remove(&key).map(|()| leaves.remove(&key))
            };
            if done == Err(Missing) {
                missing += 1;
                // After an error nothing is asked of a trie any more.
                break;
            }
            found += 1;
            assert_eq!(trie.root(), built(&leaves, &BTreeSet::new()).0, "seed {seed}");
        }
    }
    assert!(missing > 500 && found > 500, "{missing} missing, {found} found");
}

#[test]
fn no_byte_of_a_node_can_be_changed() {
    let mut random = Random(77);
    let leaves: Leaves = (0..40).map(|_| (random.key(), random.value())).collect();
    let keys: BTreeSet<B256> = leaves.keys().copied().step_by(3).collect();
    let (root, proof) = built(&leaves, &keys);
    let nodes = witness(&proof);
    assert!(shown(&root, &nodes).is_ok());
    for i in 0..nodes.len() {
        for at in 0..nodes[i].len() {
            let mut changed = nodes.clone();
            changed[i][at] ^= 1 << (at % 8);
            assert!(shown(&root, &changed).is_err(), "node {i} byte {at}");
        }
        let mut without = nodes.clone();
        without.remove(i);
        let mut twice = nodes.clone();
        twice.insert(i, nodes[i].clone());
        assert!(shown(&root, &twice).is_err(), "node {i} twice");
        if let Ok(trie) = shown(&root, &without) {
            assert!(keys.iter().any(|key| trie.get(key) == Err(Missing)), "node {i} is not needed");
        }
    }
    let mut turned = nodes.clone();
    turned.swap(1, 2);
    assert!(shown(&root, &turned).is_err());
}

#[test]
fn refuses_bytes_that_are_no_node() {
    // Each has the hash that the root says, so its form alone is what is wrong.
    let leaf_of = |path: &[u8], value: &[u8]| {
        let mut payload = Vec::new();
        path.encode(&mut payload);
        value.encode(&mut payload);
        listed(&payload)
    };
    let short_path = leaf_of(&[0x20, 1, 2, 3], &[1; 40]);
    let long_path = leaf_of(&[[0x20].as_slice(), &[7; 33]].concat(), &[1; 40]);
    let wrong_flags = leaf_of(&[[0x40].as_slice(), &[7; 32]].concat(), &[5]);
    let dirty_flags = leaf_of(&[[0x21].as_slice(), &[7; 32]].concat(), &[5]);
    let zero = leaf_of(&[[0x20].as_slice(), &[7; 32]].concat(), &[0x80]);
    let loose_value = leaf_of(&[[0x20].as_slice(), &[7; 32]].concat(), &[5, 5]);
    let empty_extension = leaf_of(&[0x00], &[9; 32]);
    let childless_extension = leaf_of(&[0x11], &[]);
    let three = listed(&[0x80; 3]);
    let with_value = listed(&[[0x80; 16].as_slice(), &[5]].concat());
    let trailing = [leaf_of(&[[0x20].as_slice(), &[7; 32]].concat(), &[5]), Vec::from([0])].concat();
    let empty = Vec::new();
    let string = Vec::from([0x85, 1, 2, 3, 4, 5]);
    for (what, node) in [
        ("short path", short_path),
        ("long path", long_path),
        ("wrong flags", wrong_flags),
        ("dirty flags", dirty_flags),
        ("zero", zero),
        ("loose value", loose_value),
        ("empty extension", empty_extension),
        ("childless extension", childless_extension),
        ("three items", three),
        ("branch with a value", with_value),
        ("trailing byte", trailing),
        ("nothing", empty),
        ("string", string),
    ] {
        let root = keccak256(&node);
        assert!(shown(&root, &[node]).is_err(), "{what}");
    }
    let good = leaf_of(&[[0x20].as_slice(), &[7; 32]].concat(), &[5]);
    let trie = shown(&keccak256(&good), &[good]).expect("a leaf");
    assert_eq!(trie.get(&B256::repeat_byte(7)), Ok(Some(&U256::from(5))));
}

fn listed(payload: &[u8]) -> Vec<u8> {
    let mut node = Vec::new();
    alloy_rlp::Header { list: true, payload_length: payload.len() }.encode(&mut node);
    node.extend_from_slice(payload);
    node
}
