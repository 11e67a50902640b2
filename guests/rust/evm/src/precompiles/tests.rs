//! Against revm's own contracts, which this guest leaves out.

use alloc::vec::Vec;

use alloy_primitives::{hex, keccak256};
use revm::precompile::{blake2, bn254, hash, modexp, secp256k1, EthPrecompileOutput, EthPrecompileResult, PrecompileHalt};

use super::{bn254 as our_bn254, compressed, hashed, modexp as our_modexp, recovered, ripemd160};

/// SplitMix64 (S. Vigna).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d049bb133111eb);
        z ^ z >> 31
    }

    fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.next() as u8).collect()
    }

    fn word(&mut self, most: u64) -> [u8; 32] {
        let mut word = [0; 32];
        word[24..].copy_from_slice(&(self.next() % (most + 1)).to_be_bytes());
        word
    }
}

/// Gas and output; halts are alike to a block, which loses all of the call's gas to each.
fn said(result: EthPrecompileResult) -> Option<(u64, Vec<u8>)> {
    result.ok().map(|EthPrecompileOutput { gas_used, bytes }| (gas_used, bytes.to_vec()))
}

const PLENTY: u64 = 10_000_000;

#[test]
fn powers_are_those_of_revm() {
    let mut random = Random(5);
    for round in 0..2000u32 {
        let mut data = Vec::new();
        for _ in 0..3 {
            data.extend(random.word(40));
        }
        if round % 9 == 0 {
            // A length that nothing pays for.
            data[32 * (round as usize / 9 % 3) + random.next() as usize % 28] = 1;
        }
        let rest = random.next() as usize % 130;
        data.extend(random.bytes(rest));
        if round % 7 == 0 {
            data.truncate(random.next() as usize % 100);
        }
        let gas = if round % 2 == 0 { PLENTY } else { random.next() % 3000 };
        assert_eq!(said(our_modexp::run(&data, gas)), said(modexp::berlin_run(&data, gas)), "{}", hex::encode(&data));
    }
}

#[test]
fn points_and_pairings_are_those_of_revm() {
    let mut random = Random(6);
    let generator = hex!("0000000000000000000000000000000000000000000000000000000000000001 0000000000000000000000000000000000000000000000000000000000000002");
    let turned = hex!(
        "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2 1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
        "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b 12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa"
    );
    let times = |point: &[u8], scalar: [u8; 32]| said(our_bn254::multiply(&[point, &scalar].concat(), PLENTY)).expect("a point").1;
    let mut ones = 0;
    for round in 0..60 {
        let (a, b) = (random.word(u64::MAX - 1), random.word(3));
        let (p, q) = (times(&generator, a), times(&generator, b));
        let mut sum = [p.clone(), q.clone()].concat();
        if round % 5 == 0 {
            sum[random.next() as usize % 128] ^= 1;
        }
        assert_eq!(said(our_bn254::add(&sum, PLENTY)), said(bn254::run_add(&sum, 150, PLENTY)));
        let product = [sum[..64].to_vec(), random.bytes(32)].concat();
        assert_eq!(said(our_bn254::multiply(&product, PLENTY)), said(bn254::run_mul(&product, 6000, PLENTY)));
        // e(P, H) e(-P, H) = 1, where -P is (order - 1) P.
        let less_one = hex!("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000000");
        let negative = times(&p, less_one);
        let mut pairs = [p, turned.to_vec(), if round % 2 == 0 { negative } else { q }, turned.to_vec()].concat();
        if round % 7 == 0 {
            pairs[random.next() as usize % 384] ^= 1;
        }
        let ours = said(our_bn254::pairing(&pairs, PLENTY));
        assert_eq!(ours, said(bn254::run_pair(&pairs, 34_000, 45_000, PLENTY)));
        ones += ours.is_some_and(|(_, word)| word[31] == 1) as u32;
    }
    assert!(ones > 15, "{ones} products were one");
    for short in [0, 1, 63, 64, 127, 191, 193] {
        let data = [generator.as_slice(), &turned].concat()[..short.min(192)].to_vec();
        assert_eq!(said(our_bn254::add(&data, PLENTY)), said(bn254::run_add(&data, 150, PLENTY)));
        assert_eq!(said(our_bn254::pairing(&data, PLENTY)), said(bn254::run_pair(&data, 34_000, 45_000, PLENTY)));
    }
}

#[test]
fn hashes_and_keys_are_those_of_revm() {
    let mut random = Random(7);
    for n in 0..300 {
        let data = random.bytes(n);
        let gas = if n % 2 == 0 { PLENTY } else { random.next() % 200 };
        let sha = |data: &[u8]| <bulwark_guest::sha256::Sha256 as digest::Digest>::digest(data).to_vec();
        assert_eq!(said(hashed(&data, gas, 60, 12, sha)), said(hash::sha256_run(&data, gas)));
        assert_eq!(said(hashed(&data, gas, 600, 120, ripemd160)), said(hash::ripemd160_run(&data, gas)));
        let mut block = random.bytes(213);
        block[..3].fill(0);
        block[212] = (n % 3) as u8;
        assert_eq!(said(compressed(&block, PLENTY)), said(blake2::run(&block, PLENTY)));
        // A digest and numbers that are mostly some key's signature: r is the x of a point every second time.
        let mut signature = random.bytes(128);
        signature[32..63].fill(0);
        signature[63] = 26 + (n % 4) as u8;
        signature.truncate(if n % 11 == 0 { n % 128 } else { 128 });
        assert_eq!(said(recovered(&signature, gas)), said(secp256k1::ec_recover_run(&signature, gas)));
    }
    assert_eq!(compressed(&[0; 212], PLENTY).err(), Some(PrecompileHalt::Blake2WrongLength));
    assert_eq!(keccak256([]), alloy_primitives::KECCAK256_EMPTY);
}
