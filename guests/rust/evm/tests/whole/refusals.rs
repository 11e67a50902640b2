//! What must be refused, each for its reason; and that no byte of an input can be changed without refusal or another claim.

use std::collections::BTreeMap;

use alloy_consensus::transaction::RlpEcdsaEncodableTx;
use alloy_consensus::{Header, TxEip1559, TxLegacy};
use alloy_primitives::{keccak256, Address, Bytes, Signature, TxKind, B256, U256};
use bulwark_evm::{run, Outcome, Refusal};
use k256::ecdsa::SigningKey;
use revm::database_interface::DatabaseRef;

use crate::world::*;

const CONTRACT: Address = Address::repeat_byte(0xc0);
const RECEIVER: Address = Address::repeat_byte(0xaa);

fn key() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).expect("a key")
}

/// A state in which the sender has money and the contract some code.
fn state(code: &[u8]) -> World {
    let mut world = World::default();
    let rich = Person { nonce: 3, balance: U256::from(10u64.pow(18)), ..Person::default() };
    world.people.insert(address_of(&key()), rich);
    let storage = BTreeMap::from([(U256::from(1), U256::from(5)), (U256::from(2), U256::from(6))]);
    world.people.insert(CONTRACT, Person { nonce: 1, code: code.to_vec(), storage, ..Person::default() });
    for i in 0..30u64 {
        world.people.insert(Address::from_word(keccak256(i.to_be_bytes())), Person { nonce: i + 1, ..Person::default() });
    }
    world
}

fn transfer() -> TxEip1559 {
    TxEip1559 {
        chain_id: CHAIN,
        nonce: 3,
        gas_limit: 100_000,
        max_fee_per_gas: 5000,
        max_priority_fee_per_gas: 10,
        to: TxKind::Call(CONTRACT),
        value: U256::from(1),
        access_list: Default::default(),
        input: Bytes::new(),
    }
}

fn signed(tx: &TxEip1559) -> Vec<u8> {
    with_signature(tx, &sign(&key(), tx))
}

fn with_signature(tx: &TxEip1559, signature: &Signature) -> Vec<u8> {
    let mut out = Vec::new();
    tx.eip2718_encode(signature, &mut out);
    out
}

fn header(parent: &Header) -> Header {
    let beacon = parent.parent_beacon_block_root.map(|_| B256::repeat_byte(0xbb));
    Header { beneficiary: BENEFICIARY, timestamp: parent.timestamp + 12, parent_beacon_block_root: beacon, gas_used: 0, ..parent.clone() }
}

fn parts(world: &World, transactions: Vec<Vec<u8>>) -> Parts {
    let asked = World::default();
    for address in [address_of(&key()), CONTRACT, RECEIVER, BENEFICIARY, alloy_eips::eip4788::BEACON_ROOTS_ADDRESS] {
        let _ = asked.basic_ref(address);
    }
    for slot in 0..4 {
        let _ = asked.storage_ref(CONTRACT, U256::from(slot));
    }
    let (nodes, codes) = world.witness(&asked, false);
    let parent = parent(world, true);
    let fields = free_fields(&header(&parent));
    Parts { chain: CHAIN, fork: 2, parent: alloy_rlp::encode(&parent), fields, ancestors: Vec::new(), transactions, nodes, codes }
}

fn outcome(parts: &Parts) -> Result<Outcome, Refusal> {
    run(&parts.input(), &mut |_| ())
}

/// Stores the call's value at slot 1, takes slot 2 away.
const STORING: [u8; 8] = [0x34, 0x60, 1, 0x55, 0x5f, 0x60, 2, 0x55];

fn with(change: impl FnOnce(&mut TxEip1559)) -> Result<Outcome, Refusal> {
    let mut tx = transfer();
    change(&mut tx);
    outcome(&parts(&state(&STORING), vec![signed(&tx)]))
}

#[test]
fn a_transaction_that_breaks_a_rule_is_refused_for_it() {
    assert!(with(|_| ()).is_ok());
    assert_eq!(with(|tx| tx.nonce = 4), Err(Refusal::Nonce));
    assert_eq!(with(|tx| tx.nonce = 2), Err(Refusal::Nonce));
    assert_eq!(with(|tx| tx.value = U256::from(10u64.pow(18))), Err(Refusal::Balance));
    assert_eq!(with(|tx| tx.value = U256::MAX), Err(Refusal::Balance));
    assert_eq!(with(|tx| tx.gas_limit = 20_999), Err(Refusal::Gas));
    assert_eq!(with(|tx| tx.gas_limit = GAS_LIMIT + 1), Err(Refusal::Gas));
    assert_eq!(with(|tx| tx.max_fee_per_gas = 999), Err(Refusal::Gas));
    assert_eq!(with(|tx| tx.max_priority_fee_per_gas = 5001), Err(Refusal::Gas));
    assert_eq!(with(|tx| tx.chain_id = 1), Err(Refusal::ChainId));
    let long = |tx: &mut TxEip1559| {
        tx.to = TxKind::Create;
        tx.gas_limit = 10_000_000;
        tx.input = vec![0; 49_153].into();
    };
    assert_eq!(with(long), Err(Refusal::Rule));
}

#[test]
fn gas_of_all_transactions_is_within_the_block() {
    let world = state(&STORING);
    let full = |nonce, gas_limit| signed(&TxEip1559 { nonce, gas_limit, ..transfer() });
    assert!(outcome(&parts(&world, vec![full(3, 100_000), full(4, GAS_LIMIT - 100_000)])).is_ok());
    assert_eq!(outcome(&parts(&world, vec![full(3, 100_000), full(4, GAS_LIMIT)])).err(), Some(Refusal::Gas));
}

#[test]
fn a_forged_signature_is_refused() {
    let world = state(&STORING);
    let tx = transfer();
    let good = sign(&key(), &tx);
    let refusal = |signature: Signature| outcome(&parts(&world, vec![with_signature(&tx, &signature)])).err();
    let order = U256::from_be_slice(&bulwark_guest::secp256k1::ORDER.to_be_bytes());
    let (r, s, odd) = (good.r(), good.s(), good.v());
    assert_eq!(refusal(good), None);
    // The same signature to the curve, but not to Ethereum since EIP-2.
    assert_eq!(refusal(Signature::new(r, order - s, !odd)), Some(Refusal::Signature));
    assert_eq!(refusal(Signature::new(r, U256::ZERO, odd)), Some(Refusal::Signature));
    assert_eq!(refusal(Signature::new(r, order, odd)), Some(Refusal::Signature));
    assert_eq!(refusal(Signature::new(U256::ZERO, s, odd)), Some(Refusal::Signature));
    assert_eq!(refusal(Signature::new(order, s, odd)), Some(Refusal::Signature));
    assert_eq!(refusal(Signature::new(U256::MAX, s, odd)), Some(Refusal::Signature));
    // No point has x = 5.
    assert_eq!(refusal(Signature::new(U256::from(5), s, odd)), Some(Refusal::Signature));
    // Others' signatures: their accounts are not shown, or have no money.
    for signature in [Signature::new(r, s, !odd), Signature::new(r, s + U256::from(1), odd)] {
        assert!(matches!(refusal(signature), Some(Refusal::WitnessMissing | Refusal::Nonce | Refusal::Balance)));
    }
}

#[test]
fn bytes_that_are_no_transaction_are_refused() {
    let world = state(&STORING);
    let good = signed(&transfer());
    let form = |bytes: Vec<u8>| outcome(&parts(&world, vec![bytes])).err();
    assert_eq!(form(Vec::new()), Some(Refusal::TransactionForm));
    assert_eq!(form(vec![2]), Some(Refusal::TransactionForm));
    for kind in [0, 3, 4, 5, 0x7f, 0x80, 0xbf] {
        assert_eq!(form([vec![kind], good[1..].to_vec()].concat()), Some(Refusal::TransactionForm), "type {kind}");
    }
    assert_eq!(form([good.clone(), vec![0]].concat()), Some(Refusal::TransactionForm));
    for end in 1..good.len() {
        assert_eq!(form(good[..end].to_vec()), Some(Refusal::TransactionForm), "{end} bytes");
    }
}

#[test]
fn legacy_transactions_name_this_chain_or_none() {
    let world = state(&STORING);
    for (chain_id, expected) in [(None, None), (Some(CHAIN), None), (Some(1), Some(Refusal::ChainId))] {
        let tx = TxLegacy { chain_id, nonce: 3, gas_price: 2000, gas_limit: 50_000, to: TxKind::Call(RECEIVER), ..TxLegacy::default() };
        let mut bytes = Vec::new();
        tx.rlp_encode_signed(&sign(&key(), &tx), &mut bytes);
        assert_eq!(outcome(&parts(&world, vec![bytes])).err(), expected, "{chain_id:?}");
    }
}

#[test]
fn a_header_that_breaks_a_rule_is_refused() {
    let world = state(&STORING);
    let parent = parent(&world, true);
    let refusal = |change: &dyn Fn(&mut Header)| {
        let mut header = header(&parent);
        change(&mut header);
        outcome(&Parts { fields: free_fields(&header), ..parts(&world, Vec::new()) }).err()
    };
    assert_eq!(refusal(&|_| ()), None);
    assert_eq!(refusal(&|h| h.timestamp = parent.timestamp), Some(Refusal::Header));
    assert_eq!(refusal(&|h| h.gas_limit += GAS_LIMIT / 1024), Some(Refusal::Header));
    assert_eq!(refusal(&|h| h.gas_limit -= GAS_LIMIT / 1024), Some(Refusal::Header));
    assert_eq!(refusal(&|h| h.gas_limit -= GAS_LIMIT / 1024 - 1), None);
    assert_eq!(refusal(&|h| h.extra_data = vec![0; 33].into()), Some(Refusal::Header));
    assert_eq!(refusal(&|h| h.parent_beacon_block_root = None), Some(Refusal::Malformed));
    let proof_of_work = Header { difficulty: U256::from(1), ..parent.clone() };
    let parts = Parts { parent: alloy_rlp::encode(&proof_of_work), ..parts(&world, Vec::new()) };
    assert_eq!(outcome(&parts).err(), Some(Refusal::Header));
}

#[test]
fn ancestors_answer_for_block_hashes() {
    // Stores the hash of block 98, whose child is the parent.
    let world = state(&[0x60, 98, 0x40, 0x60, 1, 0x55]);
    let grandparent = Header { number: 98, ..Header::default() };
    let mut parts = parts(&world, vec![signed(&transfer())]);
    let parent = Header { parent_hash: grandparent.hash_slow(), ..parent(&world, true) };
    parts.parent = alloy_rlp::encode(&parent);
    assert_eq!(outcome(&parts).err(), Some(Refusal::WitnessMissing));
    parts.ancestors = vec![alloy_rlp::encode(&grandparent)];
    let mut after = world.clone();
    let sender = after.people.get_mut(&address_of(&key())).expect("the sender");
    let header = outcome(&parts).expect("a good block").header;
    sender.nonce += 1;
    sender.balance -= U256::from(1) + U256::from(header.gas_used) * U256::from(1010);
    after.people.insert(BENEFICIARY, Person { balance: U256::from(header.gas_used) * U256::from(10), ..Person::default() });
    let contract = after.people.get_mut(&CONTRACT).expect("the contract");
    contract.balance += U256::from(1);
    contract.storage.insert(U256::from(1), grandparent.hash_slow().into());
    assert_eq!(header.state_root, after.root());
    parts.ancestors = vec![alloy_rlp::encode(Header { number: 97, ..Header::default() })];
    assert_eq!(outcome(&parts).err(), Some(Refusal::WitnessWrong));
}

#[test]
fn the_point_evaluation_contract_is_left_out_and_said_so() {
    let call = |tx: &mut TxEip1559| tx.to = TxKind::Call(Address::with_last_byte(10));
    let mut tx = transfer();
    call(&mut tx);
    let world = state(&STORING);
    let mut parts = parts(&world, vec![signed(&tx)]);
    let asked = World::default();
    for address in [address_of(&key()), Address::with_last_byte(10), BENEFICIARY, alloy_eips::eip4788::BEACON_ROOTS_ADDRESS] {
        let _ = asked.basic_ref(address);
    }
    (parts.nodes, parts.codes) = world.witness(&asked, false);
    assert_eq!(outcome(&parts).err(), Some(Refusal::Unsupported));
}

#[test]
fn a_witness_is_whole_and_nothing_else() {
    let world = state(&STORING);
    let good = parts(&world, vec![signed(&transfer())]);
    let claim = outcome(&good).expect("a good block").output();
    let mut needed = 0;
    for i in 0..good.nodes.len() {
        let mut lacking = good.clone();
        lacking.nodes.remove(i);
        match outcome(&lacking) {
            Err(Refusal::WitnessMissing | Refusal::WitnessWrong) => needed += 1,
            // The witness has what slots 0 to 3 need, the contract asks for two of them.
            other => assert_eq!(other.expect("nothing else").output(), claim, "without node {i}"),
        }
        let mut twice = good.clone();
        twice.nodes.push(good.nodes[i].clone());
        assert_eq!(outcome(&twice).err(), Some(Refusal::WitnessWrong), "node {i} again");
    }
    assert!(needed + 2 >= good.nodes.len(), "{needed} nodes of {} are needed", good.nodes.len());
    let codeless = Parts { codes: Vec::new(), ..good.clone() };
    assert_eq!(outcome(&codeless).err(), Some(Refusal::WitnessMissing));
    let foreign = Parts { codes: vec![STORING.to_vec(), vec![0]], ..good };
    assert_eq!(outcome(&foreign).err(), Some(Refusal::WitnessWrong));
}

#[test]
fn no_byte_can_be_changed_without_refusal_or_another_claim() {
    let world = state(&STORING);
    let parts = parts(&world, vec![signed(&transfer())]);
    let input = parts.input();
    let output = outcome(&parts).expect("a good block").output();
    let shown = input.len() - parts.nodes.iter().chain(&parts.codes).map(|s| 4 + s.len().next_multiple_of(4)).sum::<usize>();
    for at in 0..input.len() {
        let mut changed = input.clone();
        changed[at] ^= 1 << (at % 8);
        if let Ok(other) = run(&changed, &mut |_| ()) {
            assert!(at < shown && other.output() != output, "byte {at}");
        }
        assert_eq!(run(&input[..at], &mut |_| ()).err(), Some(Refusal::Malformed), "the first {at} bytes");
    }
    assert_eq!(run(&[input, vec![0; 4]].concat(), &mut |_| ()).err(), Some(Refusal::Malformed));
}
