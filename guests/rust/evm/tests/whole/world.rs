//! A whole state in memory, and blocks on it: the other side of the comparison.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use alloy_consensus::constants::{EMPTY_OMMER_ROOT_HASH, EMPTY_WITHDRAWALS};
use alloy_consensus::{Header, SignableTransaction};
use alloy_primitives::{keccak256, Address, Signature, B256, KECCAK256_EMPTY, U256};
use alloy_rlp::Encodable;
use alloy_trie::proof::ProofRetainer;
use alloy_trie::{HashBuilder, Nibbles, TrieAccount};
use k256::ecdsa::SigningKey;
use revm::bytecode::Bytecode;
use revm::database_interface::DatabaseRef;
use revm::state::{AccountInfo, EvmState};

pub const CHAIN: u64 = 1337;
pub const BENEFICIARY: Address = Address::repeat_byte(0xbe);
pub const GAS_LIMIT: u64 = 30_000_000;
pub const BASE_FEE: u64 = 1000;

/// SplitMix64 (S. Vigna).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d049bb133111eb);
        z ^ z >> 31
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.next() as usize % of.len()]
    }
}

#[derive(Clone, Default)]
pub struct Person {
    pub nonce: u64,
    pub balance: U256,
    pub code: Vec<u8>,
    pub storage: BTreeMap<U256, U256>,
}

/// The state, and what was asked of it.
#[derive(Clone, Default)]
pub struct World {
    pub people: BTreeMap<Address, Person>,
    asked: RefCell<BTreeMap<Address, BTreeSet<U256>>>,
}

fn proof(leaves: &BTreeMap<B256, Vec<u8>>, targets: &BTreeSet<B256>) -> (B256, Vec<(Nibbles, Vec<u8>)>) {
    let retainer = ProofRetainer::from_iter(targets.iter().map(Nibbles::unpack));
    let mut builder = HashBuilder::default().with_proof_retainer(retainer);
    for (key, value) in leaves {
        builder.add_leaf(Nibbles::unpack(key), value);
    }
    let root = builder.root();
    let nodes = builder.take_proof_nodes().nodes_sorted().into_iter().map(|(path, node)| (path, node.to_vec()));
    (root, if leaves.is_empty() { Vec::new() } else { nodes.filter(|(path, node)| path.is_empty() || node.len() >= 32).collect() })
}

impl Person {
    fn leaves(&self) -> BTreeMap<B256, Vec<u8>> {
        let rlp = |value: &U256| alloy_rlp::encode(value);
        self.storage.iter().map(|(slot, value)| (keccak256(slot.to_be_bytes::<32>()), rlp(value))).collect()
    }

    fn rlp(&self) -> Vec<u8> {
        let storage_root = proof(&self.leaves(), &BTreeSet::new()).0;
        let mut rlp = Vec::new();
        let account = TrieAccount { nonce: self.nonce, balance: self.balance, storage_root, code_hash: keccak256(&self.code) };
        account.encode(&mut rlp);
        rlp
    }
}

impl World {
    fn leaves(&self) -> BTreeMap<B256, Vec<u8>> {
        self.people.iter().map(|(address, person)| (keccak256(address), person.rlp())).collect()
    }

    pub fn root(&self) -> B256 {
        proof(&self.leaves(), &BTreeSet::new()).0
    }

    /// Nodes and codes for what was asked of another copy of this state, or for all.
    pub fn witness(&self, asked: &World, all: bool) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
        let mut asked = asked.asked.borrow().clone();
        if all {
            for (address, person) in &self.people {
                asked.entry(*address).or_default().extend(person.storage.keys());
            }
        }
        let owners: BTreeMap<B256, (&Address, &BTreeSet<U256>)> = asked.iter().map(|(a, slots)| (keccak256(a), (a, slots))).collect();
        let keys: BTreeSet<B256> = owners.keys().copied().collect();
        let leaves = self.leaves();
        let (mut nodes, mut codes) = (Vec::new(), BTreeSet::new());
        for (path, node) in proof(&leaves, &keys).1 {
            nodes.push(node.clone());
            // Behind an account's leaf stands its storage.
            let below = leaves.keys().filter(|key| Nibbles::unpack(key).starts_with(&path)).collect::<Vec<_>>();
            let is_leaf = below.len() == 1 && leaves[below[0]].len() + 4 <= node.len() && node.ends_with(&leaves[below[0]]);
            let Some((address, slots)) = below.first().filter(|_| is_leaf).and_then(|key| owners.get(*key)) else { continue };
            let person = &self.people[*address];
            let slots: BTreeSet<B256> = slots.iter().map(|slot| keccak256(slot.to_be_bytes::<32>())).collect();
            if !slots.is_empty() {
                nodes.extend(proof(&person.leaves(), &slots).1.into_iter().map(|(_, node)| node));
            }
            if !person.code.is_empty() {
                codes.insert(person.code.clone());
            }
        }
        (nodes, codes.into_iter().collect())
    }

    /// Takes over what a transaction changed, by the Yellow Paper's words: what was destroyed or is empty is gone.
    pub fn commit(&mut self, changes: EvmState) {
        for (address, account) in changes {
            if !account.is_touched() {
                continue;
            }
            if account.is_selfdestructed() || account.info.is_empty() {
                self.people.remove(&address);
                continue;
            }
            let person = self.people.entry(address).or_default();
            if account.is_created() {
                person.storage.clear();
            }
            if let Some(code) = &account.info.code {
                person.code = code.original_bytes().to_vec();
            }
            person.nonce = account.info.nonce;
            person.balance = account.info.balance;
            for (slot, value) in account.storage {
                person.storage.insert(slot, value.present_value);
            }
            person.storage.retain(|_, value| !value.is_zero());
        }
    }
}

impl DatabaseRef for World {
    type Error = core::convert::Infallible;

    fn basic_ref(&self, address: Address) -> Result<Option<AccountInfo>, Self::Error> {
        self.asked.borrow_mut().entry(address).or_default();
        Ok(self.people.get(&address).map(|person| {
            let code = if person.code.is_empty() { Bytecode::default() } else { Bytecode::new_legacy(person.code.clone().into()) };
            AccountInfo::new(person.balance, person.nonce, keccak256(&person.code), code)
        }))
    }

    fn code_by_hash_ref(&self, hash: B256) -> Result<Bytecode, Self::Error> {
        assert_eq!(hash, KECCAK256_EMPTY, "code comes with its account");
        Ok(Bytecode::default())
    }

    fn storage_ref(&self, address: Address, slot: U256) -> Result<U256, Self::Error> {
        self.asked.borrow_mut().entry(address).or_default().insert(slot);
        Ok(self.people.get(&address).and_then(|person| person.storage.get(&slot)).copied().unwrap_or_default())
    }

    fn block_hash_ref(&self, number: u64) -> Result<B256, Self::Error> {
        panic!("no block asks for the hash of block {number}")
    }
}

/// The parent of all blocks here: half of its gas was used, so the base fee stays.
pub fn parent(world: &World, cancun: bool) -> Header {
    Header {
        ommers_hash: EMPTY_OMMER_ROOT_HASH,
        state_root: world.root(),
        number: 99,
        gas_limit: GAS_LIMIT,
        gas_used: GAS_LIMIT / 2,
        timestamp: 1_700_000_000,
        base_fee_per_gas: Some(BASE_FEE),
        withdrawals_root: Some(EMPTY_WITHDRAWALS),
        blob_gas_used: cancun.then_some(0),
        excess_blob_gas: cancun.then_some(0),
        parent_beacon_block_root: cancun.then_some(B256::ZERO),
        ..Header::default()
    }
}

/// What a block's maker is free to say.
pub fn free_fields(header: &Header) -> Vec<u8> {
    let mut payload = Vec::new();
    header.beneficiary.encode(&mut payload);
    header.timestamp.encode(&mut payload);
    header.gas_limit.encode(&mut payload);
    header.mix_hash.encode(&mut payload);
    header.extra_data.encode(&mut payload);
    if let Some(root) = header.parent_beacon_block_root {
        root.encode(&mut payload);
    }
    let mut list = Vec::new();
    alloy_rlp::Header { list: true, payload_length: payload.len() }.encode(&mut list);
    [list, payload].concat()
}

/// The input of a block, part by part.
#[derive(Clone)]
pub struct Parts {
    pub chain: u64,
    pub fork: u32,
    pub parent: Vec<u8>,
    pub fields: Vec<u8>,
    pub ancestors: Vec<Vec<u8>>,
    pub transactions: Vec<Vec<u8>>,
    pub nodes: Vec<Vec<u8>>,
    pub codes: Vec<Vec<u8>>,
}

impl Parts {
    pub fn input(&self) -> Vec<u8> {
        let mut input = Vec::new();
        let word = |input: &mut Vec<u8>, word: u32| input.extend_from_slice(&word.to_le_bytes());
        let string = |input: &mut Vec<u8>, string: &[u8]| {
            word(input, string.len() as u32);
            input.extend_from_slice(string);
            input.resize(input.len().next_multiple_of(4), 0);
        };
        word(&mut input, 0x3156_4542);
        input.extend_from_slice(&self.chain.to_le_bytes());
        word(&mut input, self.fork);
        string(&mut input, &self.parent);
        string(&mut input, &self.fields);
        for list in [&self.ancestors, &self.transactions, &self.nodes, &self.codes] {
            word(&mut input, list.len() as u32);
            list.iter().for_each(|item| string(&mut input, item));
        }
        input
    }
}

pub fn address_of(key: &SigningKey) -> Address {
    let point = key.verifying_key().to_encoded_point(false);
    Address::from_slice(&keccak256(&point.as_bytes()[1..])[12..])
}

pub fn sign<T: SignableTransaction<Signature>>(key: &SigningKey, transaction: &T) -> Signature {
    let (signature, id) = key.sign_prehash_recoverable(transaction.signature_hash().as_slice()).expect("a signature");
    let number = |bytes: &[u8]| U256::from_be_slice(bytes);
    Signature::new(number(&signature.r().to_bytes()), number(&signature.s().to_bytes()), id.is_y_odd())
}
