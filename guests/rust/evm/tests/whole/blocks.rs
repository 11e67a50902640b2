//! Seeded blocks of random transactions and contracts: what the guest's library makes of a witness, against plain revm (with its own precompiles) on a whole
//! state of which `alloy-trie` builds the root.

use alloy_consensus::transaction::RlpEcdsaEncodableTx;
use alloy_consensus::{Eip658Value, Header, Receipt, ReceiptEnvelope, TxEip1559, TxEip2930, TxLegacy, TxType};
use alloy_primitives::{keccak256, Address, Bytes, TxKind, B256, U256};
use bulwark_evm::{run, Refusal};
use k256::ecdsa::SigningKey;
use revm::context::TxEnv;
use revm::context_interface::block::BlobExcessGasAndPrice;
use revm::database_interface::WrapDatabaseRef;
use revm::primitives::hardfork::SpecId;
use revm::{Context, ExecuteEvm, MainBuilder, MainContext};

use crate::world::*;

/// Code of small deeds one after the other; many of them fail, which is as good.
fn code(random: &mut Random, known: &[Address], cancun: bool) -> Vec<u8> {
    let mut code = Vec::new();
    for _ in 0..1 + random.below(6) {
        let small = |random: &mut Random| [0x60, random.below(5) as u8];
        let address = |random: &mut Random, code: &mut Vec<u8>| {
            code.push(0x73);
            code.extend_from_slice(random.pick(known).as_slice());
        };
        match random.below(14) {
            // SSTORE of a small value, zero among them, or of what was stored plus one.
            0 | 1 => code.extend([small(random), small(random)].concat().into_iter().chain([0x55])),
            2 => {
                let slot = random.below(5) as u8;
                code.extend([0x60, slot, 0x54, 0x60, 1, 0x01, 0x60, slot, 0x55]);
            }
            // LOG1 of memory.
            3 => code.extend([0x60, random.below(9) as u8, 0x60, 40, 0x60, 3, 0xa1]),
            // CALL with a little value, what it returns into memory.
            4 | 5 => {
                code.extend([0x60, 64, 0x60, 0, 0x60, 64, 0x60, 0, 0x60, random.below(3) as u8]);
                address(random, &mut code);
                code.extend([0x61, 0xff, 0xff, 0xf1, 0x50]);
            }
            // STATICCALL and DELEGATECALL.
            6 => {
                code.extend([0x60, 32, 0x60, 0, 0x60, 96, 0x60, 0]);
                address(random, &mut code);
                code.extend([0x61, 0x9f, 0xff, random.pick(&[0xfa, 0xf4]), 0x60, 0, 0x55]);
            }
            // A precompiled contract on memory; its answer is stored.
            7 | 8 => {
                code.extend([0x60, 64, 0x60, 32, 0x61, random.below(2) as u8, random.next() as u8, 0x60, 0]);
                code.extend([0x60, 1 + random.below(9) as u8, 0x61, 0xff, 0xff, 0xfa, 0x60, 7, 0x55, 0x60, 32, 0x51, 0x60, 8, 0x55]);
            }
            // CREATE or CREATE2 of code that stores and leaves three bytes, or fails.
            9 => {
                let init = [0x60, random.below(3) as u8, 0x60, 1, 0x55, 0x60, 3, 0x60, 0, random.pick(&[0xf3, 0xf3, 0xfd])];
                code.push(0x69);
                code.extend(init);
                code.extend([0x60, 0, 0x52]);
                let create2 = random.below(2) == 0;
                code.extend(if create2 { vec![0x60, 5] } else { vec![] });
                code.extend([0x60, 10, 0x60, 22, 0x60, random.below(2) as u8, if create2 { 0xf5 } else { 0xf0 }, 0x60, 9, 0x55]);
            }
            // SELFDESTRUCT in favour of someone: seldom, as nothing follows.
            10 if random.below(3) == 0 => {
                address(random, &mut code);
                code.push(0xff);
            }
            // BALANCE, EXTCODEHASH, EXTCODESIZE of someone; KECCAK256 of memory into memory.
            11 => {
                address(random, &mut code);
                code.extend([random.pick(&[0x31, 0x3f, 0x3b]), 0x60, 6, 0x55, 0x60, 77, 0x60, 0, 0x20, 0x60, random.below(90) as u8, 0x52]);
            }
            12 if cancun => code.extend([0x60, 7, 0x60, 1, 0x5d, 0x60, 1, 0x5c, 0x60, 2, 0x55, 0x60, 50, 0x60, 3, 0x60, 9, 0x5e]),
            12 => code.extend([0x60, 7, 0x5f, 0x55]),
            // REVERT where the call's first byte is above some value.
            _ => {
                let end = code.len() as u8 + 14;
                code.extend([0x60, random.next() as u8, 0x60, 0, 0x35, 0x60, 0xf8, 0x1c, 0x10, 0x60, end, 0x57, 0x60, 0, 0x80, 0xfd]);
                let at = code.len();
                code[at - 6] = at as u8;
                code.push(0x5b);
                code.push(0x58);
            }
        }
    }
    code
}

struct Made {
    world: World,
    keys: Vec<SigningKey>,
    known: Vec<Address>,
}

fn made(random: &mut Random, cancun: bool) -> Made {
    let keys: Vec<SigningKey> =
        (0..3).map(|_| SigningKey::from_slice(keccak256(random.next().to_be_bytes()).as_slice()).expect("a key")).collect();
    let mut known: Vec<Address> = keys.iter().map(address_of).collect();
    known.extend((0..5).map(|_| Address::from_word(keccak256(random.next().to_be_bytes()))));
    known.extend([BENEFICIARY, Address::with_last_byte(4), Address::with_last_byte(0x44)]);
    let mut world = World::default();
    for (i, address) in known.iter().enumerate().filter(|(i, _)| *i < 8 || i % 2 == 0) {
        let contract = (3..8).contains(&i);
        let person = Person {
            nonce: if contract { 1 } else { random.below(4) },
            balance: U256::from(1 + if i < 3 { 1u64 << 60 } else { random.below(1000) }),
            code: if contract { code(random, &known, cancun) } else { Vec::new() },
            storage: (0..if contract { random.below(6) } else { 0 }).map(|slot| (U256::from(slot), U256::from(1 + random.below(9)))).collect(),
        };
        world.people.insert(*address, person);
    }
    // Some that nobody asks for, so that tries have depth.
    for _ in 0..random.below(40) {
        let person = Person { balance: U256::from(1 + random.below(99)), ..Person::default() };
        world.people.insert(Address::from_word(keccak256(random.next().to_be_bytes())), person);
    }
    Made { world, keys, known }
}

/// A transaction: its signed bytes, its type, and how revm takes it.
fn transaction(random: &mut Random, made: &Made, world: &World, cancun: bool) -> (Vec<u8>, TxType, TxEnv) {
    let key = &made.keys[random.below(3) as usize];
    let caller = address_of(key);
    let nonce = world.people.get(&caller).map_or(0, |person| person.nonce);
    let create = random.below(6) == 0;
    let kind = if create { TxKind::Create } else { TxKind::Call(random.pick(&made.known)) };
    let input: Bytes = if create { code(random, &made.known, cancun).into() } else { random.next().to_be_bytes()[..random.below(9) as usize].to_vec().into() };
    let (value, gas_limit) = (U256::from(random.below(50)), 100_000 + random.below(400_000));
    let (price, tip) = (BASE_FEE as u128 + random.below(1000) as u128, random.below(100) as u128);
    let mut out = Vec::new();
    let mut env = TxEnv { caller, gas_limit, gas_price: price, kind, value, data: input.clone(), nonce, chain_id: Some(CHAIN), ..TxEnv::default() };
    let tx_type = random.pick(&[TxType::Legacy, TxType::Eip2930, TxType::Eip1559]);
    env.tx_type = tx_type as u8;
    match tx_type {
        TxType::Legacy => {
            // Now and then one that names no chain.
            let chain_id = (random.below(4) > 0).then_some(CHAIN);
            env.chain_id = chain_id;
            let tx = TxLegacy { chain_id, nonce, gas_price: price, gas_limit, to: kind, value, input };
            tx.rlp_encode_signed(&sign(key, &tx), &mut out);
        }
        TxType::Eip2930 => {
            let tx = TxEip2930 { chain_id: CHAIN, nonce, gas_price: price, gas_limit, to: kind, value, input, access_list: Default::default() };
            tx.eip2718_encode(&sign(key, &tx), &mut out);
        }
        _ => {
            let tx = TxEip1559 {
                chain_id: CHAIN,
                nonce,
                gas_limit,
                max_fee_per_gas: price,
                max_priority_fee_per_gas: tip.min(price),
                to: kind,
                value,
                access_list: Default::default(),
                input,
            };
            env.gas_priority_fee = Some(tip.min(price));
            tx.eip2718_encode(&sign(key, &tx), &mut out);
        }
    }
    (out, tx_type, env)
}

/// Runs transactions on the whole state; answers the header that they lead to.
fn reference(header: &mut Header, world: &mut World, spec: SpecId, envs: Vec<(TxType, TxEnv)>, encoded: &[Vec<u8>]) {
    let mut receipts = Vec::new();
    for (tx_type, env) in envs {
        let result = {
            let mut evm = Context::mainnet()
                .with_db(WrapDatabaseRef(&*world))
                .modify_cfg_chained(|cfg| {
                    cfg.set_spec_and_mainnet_gas_params(spec);
                    cfg.chain_id = CHAIN;
                })
                .modify_block_chained(|block| {
                    block.number = U256::from(header.number);
                    block.beneficiary = header.beneficiary;
                    block.timestamp = U256::from(header.timestamp);
                    block.gas_limit = header.gas_limit;
                    block.basefee = BASE_FEE;
                    block.prevrandao = Some(header.mix_hash);
                    block.blob_excess_gas_and_price = header.excess_blob_gas.map(|gas| BlobExcessGasAndPrice::new(gas, 3_338_477));
                })
                .build_mainnet();
            evm.transact(env).expect("a valid transaction")
        };
        world.commit(result.state);
        header.gas_used += result.result.tx_gas_used();
        let status = Eip658Value::Eip658(result.result.is_success());
        let receipt = Receipt { status, cumulative_gas_used: header.gas_used, logs: result.result.into_logs() };
        receipts.push(ReceiptEnvelope::from_typed(tx_type, receipt));
    }
    for receipt in &receipts {
        header.logs_bloom |= *receipt.logs_bloom();
    }
    header.receipts_root = alloy_consensus::proofs::calculate_receipt_root(&receipts);
    header.transactions_root = alloy_trie::root::ordered_trie_root_encoded(encoded);
    header.state_root = world.root();
}

/// A block: its input with as much of a witness as was asked for, the whole witness, and what it leads to.
fn block(seed: u64) -> (Parts, Parts, Header) {
    let mut random = Random(seed);
    let cancun = random.below(2) == 0;
    let made = made(&mut random, cancun);
    let parent = parent(&made.world, cancun);
    let mut header = Header {
        parent_hash: parent.hash_slow(),
        beneficiary: BENEFICIARY,
        number: 100,
        gas_used: 0,
        timestamp: parent.timestamp + 1 + random.below(100),
        mix_hash: B256::from(U256::from(random.next())),
        extra_data: random.next().to_be_bytes().into(),
        parent_beacon_block_root: cancun.then(|| B256::repeat_byte(0xbb)),
        ..parent.clone()
    };
    let fields = free_fields(&header);
    let spec = if cancun { SpecId::CANCUN } else { SpecId::SHANGHAI };
    let mut world = made.world.clone();
    let (mut encoded, mut envs) = (Vec::new(), Vec::new());
    // What a transaction's nonce has to be depends on those before it.
    let mut ahead = made.world.clone();
    for _ in 0..random.below(6) {
        let (bytes, tx_type, env) = transaction(&mut random, &made, &ahead, cancun);
        reference(&mut header.clone(), &mut ahead, spec, vec![(tx_type, env.clone())], &[]);
        encoded.push(bytes);
        envs.push((tx_type, env));
    }
    reference(&mut header, &mut world, spec, envs, &encoded);
    // The fork looks for this contract, and every block for its beneficiary.
    for address in [alloy_eips::eip4788::BEACON_ROOTS_ADDRESS, BENEFICIARY] {
        let _ = revm::database_interface::DatabaseRef::basic_ref(&world, address);
    }
    let parts = |all| {
        let (nodes, codes) = made.world.witness(&world, all);
        Parts {
            chain: CHAIN,
            fork: if cancun { 2 } else { 1 },
            parent: alloy_rlp::encode(&parent),
            fields: fields.clone(),
            ancestors: Vec::new(),
            transactions: encoded.clone(),
            nodes,
            codes,
        }
    };
    (parts(false), parts(true), header)
}

fn agrees(seeds: std::ops::Range<u64>) {
    let (mut lacking, mut transactions) = (0, 0);
    let count = seeds.end - seeds.start;
    for seed in seeds {
        let (asked, all, header) = block(seed);
        transactions += asked.transactions.len();
        let outcome = match run(&asked.input(), &mut |_| ()) {
            // What is removed may need a node beside its way.
            Err(Refusal::WitnessMissing) => {
                lacking += 1;
                run(&all.input(), &mut |_| ())
            }
            outcome => outcome,
        };
        let outcome = outcome.unwrap_or_else(|refusal| panic!("seed {seed}: {refusal:?}"));
        assert_eq!(outcome.header, header, "seed {seed}");
        assert_eq!(outcome.header.hash_slow(), header.hash_slow(), "seed {seed}");
    }
    assert!(lacking * 4 < count, "{lacking} witnesses of {count} were too small");
    println!("{count} blocks, {transactions} transactions, {lacking} of them with the whole witness");
}

#[test]
fn blocks_lead_to_the_headers_of_plain_execution_on_a_whole_state() {
    agrees(0..300);
}

#[test]
#[ignore = "a minute or more"]
fn thousands_of_blocks_lead_to_the_headers_of_plain_execution() {
    agrees(1000..6000);
}
