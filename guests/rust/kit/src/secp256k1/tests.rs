//! Against crate `k256`, an independent implementation.

use k256::ecdsa::{RecoveryId, Signature, SigningKey, VerifyingKey};
use k256::elliptic_curve::ops::Reduce;
use k256::elliptic_curve::point::AffineCoordinates;
use k256::elliptic_curve::sec1::ToEncodedPoint;
use k256::elliptic_curve::PrimeField;
use k256::{ProjectivePoint, Scalar};

use super::*;

/// SplitMix64 (S. Vigna).
pub(crate) struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d049bb133111eb);
        z ^ z >> 31
    }

    pub fn number(&mut self) -> U256 {
        U256(core::array::from_fn(|_| self.next() as u32))
    }

    fn bytes(&mut self) -> [u8; 32] {
        self.number().to_be_bytes()
    }
}

fn ours(r: &[u8; 32], s: &[u8; 32], id: u8, digest: &[u8; 32]) -> Option<[u8; 64]> {
    recover(r, s, id, digest).ok()
}

/// What `k256` answers; its r and s are checked where a signature is made of them. It verifies only low s, and means the twin otherwise.
fn theirs(r: &[u8; 32], s: &[u8; 32], id: u8, digest: &[u8; 32]) -> Option<[u8; 64]> {
    let signature = Signature::from_scalars(*r, *s).ok()?;
    let (signature, id) = signature.normalize_s().map_or((signature, id), |low| (low, id ^ 1));
    let key = VerifyingKey::recover_from_prehash(digest, &signature, RecoveryId::from_byte(id)?).ok()?;
    key.to_encoded_point(false).as_bytes()[1..].try_into().ok()
}

/// The recovery by its definition, in crate `k256`'s arithmetic: it may end at infinity, and verifies nothing.
fn by_definition(r: &[u8; 32], s: &[u8; 32], odd: bool, digest: &[u8; 32]) -> Option<[u8; 64]> {
    use k256::elliptic_curve::point::DecompressPoint;
    let scalar = |bytes: &[u8; 32]| Option::<Scalar>::from(Scalar::from_repr((*bytes).into()));
    let (r_scalar, s_scalar) = (scalar(r)?, scalar(s).filter(|s| *s != Scalar::ZERO)?);
    let nonce: Option<k256::AffinePoint> = k256::AffinePoint::decompress(&(*r).into(), (odd as u8).into()).into();
    let z = <Scalar as Reduce<k256::U256>>::reduce_bytes(&(*digest).into());
    let inverse = Option::<Scalar>::from(r_scalar.invert())?;
    let q = (ProjectivePoint::from(nonce?) * s_scalar - ProjectivePoint::GENERATOR * z) * inverse;
    q.to_affine().to_encoded_point(false).as_bytes().get(1..)?.try_into().ok()
}

#[test]
fn recovers_the_keys_of_made_signatures() {
    let mut random = Random(20261129);
    for round in 0..300 {
        let secret = SigningKey::from_slice(&random.bytes()).expect("below the order, almost surely");
        let digest = random.bytes();
        let (signature, id) = secret.sign_prehash_recoverable(&digest).expect("a signature");
        let (r, s) = (signature.r().to_bytes().into(), signature.s().to_bytes().into());
        let key: [u8; 64] = secret.verifying_key().to_encoded_point(false).as_bytes()[1..].try_into().expect("64 bytes");
        assert_eq!(recover(&r, &s, id.to_byte(), &digest), Ok(key), "round {round}");
        // The twin with high s is as good to the curve.
        let high = negated(&U256::from_be_bytes(&s)).to_be_bytes();
        assert_eq!(recover(&r, &high, id.to_byte() ^ 1, &digest), Ok(key), "round {round}, high s");
    }
}

#[test]
fn answers_as_another_library_does_on_random_and_extreme_numbers() {
    let mut random = Random(42);
    let near = |x: &U256, by: u32| [x.minus(&U256::small(by)).0, x.plus(&U256::small(by)).0];
    let mut extremes = vec![U256::ZERO, U256::ONE, U256::small(2), U256([!0; 8]), ORDER, HALF_ORDER, FIELD];
    extremes.extend([ORDER, HALF_ORDER, FIELD, halves::LAMBDA, halves::BETA].iter().flat_map(|x| near(x, 1)));
    extremes.push(FIELD.minus(&ORDER).0);
    extremes.extend(near(&FIELD.minus(&ORDER).0, 1));
    let mut accepted = 0;
    for round in 0..4000 {
        let mut pick = || {
            let i = random.next() as usize % (2 * extremes.len());
            extremes.get(i).copied().unwrap_or_else(|| random.number()).to_be_bytes()
        };
        let (r, s, digest) = (pick(), pick(), pick());
        let id = (random.next() % 5) as u8;
        let answer = ours(&r, &s, id, &digest);
        assert_eq!(answer, theirs(&r, &s, id, &digest), "round {round}: {r:x?} {s:x?} {id} {digest:x?}");
        if id < 2 {
            assert_eq!(answer, by_definition(&r, &s, id == 1, &digest), "round {round}");
        }
        accepted += answer.is_some() as u32;
    }
    assert!(accepted > 200, "only {accepted} signatures had a key");
}

#[test]
fn sums_meet_every_special_case_of_addition() {
    // Multiples of the generator and of its negative: equal points, opposite ones and infinity on the way.
    let g = ProjectivePoint::GENERATOR;
    let mut random = Random(3);
    let small = [0u64, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 63, 64, 65, 127, 128];
    for &a in &small {
        for &b in &small {
            for scale in [1, 2, 3, random.next() >> 1] {
                for (negative_a, negative_b) in [(false, false), (true, false), (false, true)] {
                    let r = (g * Scalar::from(scale)).to_affine();
                    let point = r.to_encoded_point(false);
                    let of = |bytes: Option<&k256::FieldBytes>| U256::from_be_bytes(bytes.expect("finite").as_ref());
                    let affine = Affine { x: of(point.x()), y: of(point.y()) };
                    let number = |v: u64, negative: bool| {
                        let n = U256([v as u32, (v >> 32) as u32, 0, 0, 0, 0, 0, 0]);
                        if negative { negated(&n) } else { n }
                    };
                    let scalar = |v: u64, negative: bool| if negative { -Scalar::from(v) } else { Scalar::from(v) };
                    let sum = multiples::sum(&number(a, negative_a), &number(b, negative_b), &affine).to_affine();
                    let expected = (g * scalar(a, negative_a) + ProjectivePoint::from(r) * scalar(b, negative_b)).to_affine();
                    let expected = expected.to_encoded_point(false);
                    let expected = (!expected.is_identity()).then(|| Affine { x: of(expected.x()), y: of(expected.y()) });
                    assert_eq!(sum, expected, "{a} G + {b} {scale} G");
                }
            }
        }
    }
}

#[test]
fn says_why_there_is_no_key() {
    let (one, zero) = (U256::ONE.to_be_bytes(), [0; 32]);
    let digest = [7; 32];
    assert_eq!(recover(&zero, &one, 0, &digest), Err(RecoveryError::R));
    assert_eq!(recover(&ORDER.to_be_bytes(), &one, 0, &digest), Err(RecoveryError::R));
    assert_eq!(recover(&one, &zero, 0, &digest), Err(RecoveryError::S));
    assert_eq!(recover(&one, &ORDER.to_be_bytes(), 0, &digest), Err(RecoveryError::S));
    assert_eq!(recover(&one, &one, 4, &digest), Err(RecoveryError::Id));
    // p - order is the least r that leads beyond the field.
    assert_eq!(recover(&FIELD.minus(&ORDER).0.to_be_bytes(), &one, 2, &digest), Err(RecoveryError::Id));
    // 5^3 + 7 has no root.
    assert_eq!(recover(&U256::small(5).to_be_bytes(), &one, 0, &digest), Err(RecoveryError::NotOnCurve));
    // s R = z G for the nonce point R = G with s = z.
    let x = k256::AffinePoint::GENERATOR.x().into();
    assert_eq!(recover(&x, &digest, 0, &digest), Err(RecoveryError::Infinity));
}
