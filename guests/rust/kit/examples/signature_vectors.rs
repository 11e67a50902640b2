//! Prints what crate `k256` says of signatures, for tests that ask the kit's curve arithmetic inside the machine:
//!
//!     cargo run --release --example signature_vectors > ../../prover/src/test/resources/vectors/secp256k1-recovery.txt
//!
//! A line is a name, r, s, the digest, the recovery id (decimal) and the key, or `-` where there is none. The last lines say, for so many seeded signatures, SHA-256 of
//! all their keys (64 bytes each, zeros where there is none).

use k256::ecdsa::{RecoveryId, Signature, SigningKey, VerifyingKey};
use k256::elliptic_curve::point::AffineCoordinates;
use k256::elliptic_curve::PrimeField;
use k256::{ProjectivePoint, Scalar};
use sha2::{Digest, Sha256};

type Number = [u8; 32];

const SEED: u64 = 20261129;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn number(hex: &str) -> Number {
    core::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).expect("64 digits"))
}

fn small(value: u64) -> Number {
    let mut number = [0; 32];
    number[24..].copy_from_slice(&value.to_be_bytes());
    number
}

fn plus(number: &Number, by: i64) -> Number {
    let (mut sum, mut carry) = (*number, by as i128);
    for byte in sum.iter_mut().rev() {
        carry += *byte as i128;
        *byte = carry as u8;
        carry >>= 8;
    }
    sum
}

/// What `k256` answers. It verifies only low s, and means the twin otherwise.
fn key(r: &Number, s: &Number, id: u32, digest: &Number) -> Option<[u8; 64]> {
    let signature = Signature::from_scalars(*r, *s).ok()?;
    let id = u8::try_from(id).ok()?;
    let (signature, id) = signature.normalize_s().map_or((signature, id), |low| (low, id ^ 1));
    let key = VerifyingKey::recover_from_prehash(digest, &signature, RecoveryId::from_byte(id)?).ok()?;
    key.to_encoded_point(false).as_bytes()[1..].try_into().ok()
}

fn print(name: &str, r: &Number, s: &Number, id: u32, digest: &Number) {
    let key = key(r, s, id, digest).map_or("-".into(), |key| hex(&key));
    println!("{name} {} {} {} {id} {key}", hex(r), hex(s), hex(digest));
}

fn scalar(number: &Number) -> Scalar {
    Option::from(Scalar::from_repr((*number).into())).expect("below the order")
}

fn edges() {
    let order = number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    let field = number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    let half = number("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
    // The field's prime less the order: below it r may mean two points' x.
    let above = number("000000000000000000000000000000014551231950b75fc4402da1722fc9baee");
    let digest: Number = Sha256::digest(b"a message").into();
    let secret = SigningKey::from_slice(&[7; 32]).expect("a key");
    let (signature, id) = secret.sign_prehash_recoverable(&digest).expect("a signature");
    let (r, s): (Number, Number) = (signature.r().to_bytes().into(), signature.s().to_bytes().into());
    let (id, high): (u32, Number) = (id.to_byte() as u32, (-scalar(&s)).to_bytes().into());
    print("good", &r, &s, id, &digest);
    print("twin-with-high-s", &r, &high, id ^ 1, &digest);
    print("high-s-and-the-same-id", &r, &high, id, &digest);
    for wrong in [id ^ 1, 2, 3, 4, 27, 255, 256, u32::MAX] {
        print(&format!("id-{wrong}"), &r, &s, wrong, &digest);
    }
    let mut numbers: Vec<(String, Number)> = (0..4).map(|i| (i.to_string(), small(i))).collect();
    for (name, base) in [("order", order), ("field", field), ("half-the-order", half), ("field-less-order", above), ("2^256", [0; 32])] {
        numbers.extend((-1..=1).map(|by| (format!("{name}{by:+}"), plus(&base, by))));
    }
    for (name, edge) in &numbers {
        for id in 0..4 {
            print(&format!("r-{name}-id-{id}"), edge, &s, id, &digest);
        }
        print(&format!("s-{name}"), &r, edge, id, &digest);
        print(&format!("digest-{name}"), &r, &s, id, edge);
    }
    for x in 1..30 {
        // Some are on the curve, some not; with ids 2 and 3, order + x.
        (0..4).for_each(|id| print(&format!("nonce-point-of-x-{x}-id-{id}"), &small(x), &s, id, &digest));
    }
    for k in 1..20u64 {
        let point = (ProjectivePoint::GENERATOR * Scalar::from(k)).to_affine();
        let x: Number = point.x().into();
        let odd = bool::from(point.y_is_odd()) as u32;
        // s k = z: the sum is infinity; s k = -z: a sum of two equal points.
        let s: Number = (scalar(&digest) * Scalar::from(k).invert().expect("not 0")).to_bytes().into();
        print(&format!("infinity-of-nonce-{k}"), &x, &s, odd, &digest);
        print(&format!("equal-points-of-nonce-{k}"), &x, &s, odd ^ 1, &digest);
        print(&format!("digest-0-of-nonce-{k}"), &x, &s, odd, &[0; 32]);
        print(&format!("digest-order-of-nonce-{k}"), &x, &s, odd, &order);
    }
}

/// SplitMix64 (S. Vigna), which Java's `SplittableRandom` is, too.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d049bb133111eb);
        z ^ z >> 31
    }

    fn number(&mut self) -> Number {
        let mut number = [0; 32];
        number.chunks_exact_mut(8).for_each(|eight| eight.copy_from_slice(&self.next().to_be_bytes()));
        number
    }
}

fn seeded(count: usize) {
    let mut random = Random(SEED);
    let mut keys = Sha256::new();
    let mut with_key = 0;
    for _ in 0..count {
        let (r, s, digest) = (random.number(), random.number(), random.number());
        let key = key(&r, &s, (random.next() & 1) as u32, &digest);
        with_key += key.is_some() as usize;
        keys.update(key.unwrap_or([0; 64]));
    }
    println!("seeded {SEED} {count} {with_key} {}", hex(&keys.finalize()));
}

fn main() {
    edges();
    seeded(40);
    seeded(4000);
}
