//! A scalar as the sum of two of half the length, one of them times the eigenvalue of the endomorphism.

use super::ORDER;
use crate::modular::{multiply, product, U256};

/// beta, a cube root of 1 in the field: lambda (x, y) = (beta x, y).
pub const BETA: U256 =
    U256([0x719501ee, 0xc1396c28, 0x12f58995, 0x9cf04975, 0xac3434e9, 0x6e64479e, 0x657c0710, 0x7ae96a2b]);

/// lambda, a cube root of 1 modulo the order.
pub const LAMBDA: U256 =
    U256([0x1b23bd72, 0xdf02967c, 0x20816678, 0x122e22ea, 0x8812645a, 0xa5261c02, 0xc05c30e0, 0x5363ad4c]);

// The lattice of all (a, b) with a + b lambda = 0 modulo the order has the short basis (a1, b1), (a2, b2) with b1 negative. G1 and G2 are b2 and -b1 times
// 2^384 over the order, rounded (Guide to Elliptic Curve Cryptography, algorithm 3.74, with division as product).
const G1: U256 = U256([0x45dbb031, 0xe893209a, 0x71e8ca7f, 0x3daa8a14, 0x9284eb15, 0xe86c90e4, 0xa7d46bcd, 0x3086d221]);
const G2: U256 = U256([0x8ac47f71, 0x1571b4ae, 0x9df506c6, 0x221208ac, 0x0abfe4c4, 0x6f547fa9, 0x010e8828, 0xe4437ed6]);
const MINUS_B1: U256 = U256([0x0abfe4c3, 0x6f547fa9, 0x010e8828, 0xe4437ed6, 0, 0, 0, 0]);
const MINUS_B2: U256 =
    U256([0x3db1562c, 0xd765cda8, 0x0774346d, 0x8a280ac5, 0xfffffffe, !0, !0, !0]);

/// A scalar of about half the order's length, with its sign.
#[derive(Clone, Copy, Debug)]
pub struct Half {
    pub magnitude: U256,
    pub negative: bool,
}

/// (k1, k2) with k = k1 + k2 lambda modulo the order.
///
/// Whatever rounding does, that holds: k1 is computed from k2. Only the halves' length depends on the constants, and no result on it.
pub fn split(k: &U256) -> (Half, Half) {
    let c1 = rounded(k, &G1);
    let c2 = rounded(k, &G2);
    // -b1 c1 - b2 c2.
    let k2 = sum(&multiply(&c1, &MINUS_B1, &ORDER), &multiply(&c2, &MINUS_B2, &ORDER));
    let part = multiply(&k2, &LAMBDA, &ORDER);
    let (k1, below) = k.minus(&part);
    let k1 = if below { k1.plus(&ORDER).0 } else { k1 };
    (signed(&k1), signed(&k2))
}

/// k g / 2^384, rounded to the nearest.
fn rounded(k: &U256, g: &U256) -> U256 {
    let t = product(k, g);
    let upper = U256([t[12], t[13], t[14], t[15], 0, 0, 0, 0]);
    upper.plus(&U256::small(t[11] >> 31)).0
}

fn sum(a: &U256, b: &U256) -> U256 {
    let (t, carry) = a.plus(b);
    let (less, negative) = t.minus(&ORDER);
    if carry || !negative {
        less
    } else {
        t
    }
}

/// The representative nearer to 0.
fn signed(k: &U256) -> Half {
    if super::HALF_ORDER.below(k) {
        Half { magnitude: ORDER.minus(k).0, negative: true }
    } else {
        Half { magnitude: *k, negative: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secp256k1::tests::Random;

    #[test]
    fn halves_sum_to_the_scalar_and_are_short() {
        let mut random = Random(7);
        let one_less = ORDER.minus(&U256::ONE).0;
        let edges = [U256::ZERO, U256::ONE, LAMBDA, one_less, ORDER.minus(&LAMBDA).0, super::super::HALF_ORDER];
        for k in edges.into_iter().chain((0..2000).map(|_| random.number().reduced_once(&ORDER).0)) {
            let (k1, k2) = split(&k);
            let value = |h: Half| if h.negative { ORDER.minus(&h.magnitude).0 } else { h.magnitude };
            assert_eq!(sum(&value(k1), &multiply(&value(k2), &LAMBDA, &ORDER)), k);
            for half in [k1, k2] {
                assert_eq!(half.magnitude.0[4] >> 1 | half.magnitude.0[5] | half.magnitude.0[6] | half.magnitude.0[7], 0);
            }
        }
    }
}
