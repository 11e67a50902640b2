//! u G + v R in one chain of doublings over four halves of scalars.

use super::curve::{normalised, Affine, Jacobian};
use super::halves::{split, Half, BETA};
use crate::modular::U256;
use crate::once::Once;

/// Halves have at most 129 bits, and a carry may follow.
const BITS: usize = 130;
/// Digits of the generator's scalar are odd and below 2^(width - 1) in magnitude; its multiples are computed once for all sums.
const GENERATOR_WIDTH: usize = 7;
const GENERATOR_MULTIPLES: usize = 1 << (GENERATOR_WIDTH - 2);
const WIDTH: usize = 5;
const MULTIPLES: usize = 1 << (WIDTH - 2);

const GENERATOR: Affine = Affine {
    x: U256([0x16f81798, 0x59f2815b, 0x2dce28d9, 0x029bfcdb, 0xce870b07, 0x55a06295, 0xf9dcbbac, 0x79be667e]),
    y: U256([0xfb10d4b8, 0x9c47d08f, 0xa6855419, 0xfd17b448, 0x0e1108a8, 0x5da4fbfc, 0x26a3c465, 0x483ada77]),
};

/// P, 3P, 5P, ... and the same of lambda P.
struct Multiples<const N: usize> {
    plain: [Affine; N],
    turned: [Affine; N],
}

static OF_GENERATOR: Once<Multiples<GENERATOR_MULTIPLES>> = Once::new();

impl<const N: usize> Multiples<N> {
    /// N is at least 2 and far below the group's order, so no sum here is infinity or of equal points.
    fn of(p: &Affine) -> Self {
        let mut twice = Jacobian::from_affine(p);
        twice.double();
        let [twice] = normalised(&[twice]);
        let mut odd = [Jacobian::from_affine(p); N];
        for i in 1..N {
            odd[i] = odd[i - 1];
            odd[i].add_affine(&twice, false);
        }
        let plain = normalised(&odd);
        let turned = core::array::from_fn(|i| plain[i].endomorphism(&BETA));
        Self { plain, turned }
    }
}

/// The digits of a number below 2^129 from the lowest, each 0 or odd, with width - 1 zeros after each odd one (width-w NAF).
fn digits(number: &U256, width: usize) -> [i8; BITS] {
    let mut digits = [0i8; BITS];
    let (mut at, mut carry) = (0, 0);
    while at < BITS {
        let word = number.0[at / 32] >> (at % 32);
        if word & 1 == carry {
            at += 1;
            continue;
        }
        let above = number.0[at / 32 + 1] << 1 << (31 - at % 32);
        let window = ((word | above) & ((1 << width) - 1)) + carry;
        carry = window >> (width - 1);
        digits[at] = (window as i32 - ((carry as i32) << width)) as i8;
        at += width;
    }
    digits
}

/// u G + v R for scalars below the order.
pub fn sum(u: &U256, v: &U256, r: &Affine) -> Jacobian {
    let generator = OF_GENERATOR.get_or_init(|| Multiples::of(&GENERATOR));
    let multiples = Multiples::<MULTIPLES>::of(r);
    let (u1, u2) = split(u);
    let (v1, v2) = split(v);
    let terms: [(Half, &[Affine], usize); 4] = [
        (u1, &generator.plain, GENERATOR_WIDTH),
        (u2, &generator.turned, GENERATOR_WIDTH),
        (v1, &multiples.plain, WIDTH),
        (v2, &multiples.turned, WIDTH),
    ];
    let digits = terms.map(|(half, _, width)| digits(&half.magnitude, width));
    let mut sum = Jacobian::INFINITY;
    let mut begun = false;
    for at in (0..BITS).rev() {
        if begun {
            sum.double();
        }
        for ((half, multiples, _), digits) in terms.iter().zip(&digits) {
            let digit = digits[at];
            if digit != 0 {
                begun = true;
                sum.add_affine(&multiples[digit.unsigned_abs() as usize / 2], half.negative != (digit < 0));
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secp256k1::tests::Random;

    #[test]
    fn digits_are_sparse_and_sum_to_the_number() {
        let mut random = Random(11);
        for round in 0..1000 {
            let mut number = random.number();
            number.0[4] &= 1;
            number.0[5..].fill(0);
            if round % 3 == 0 {
                number.0[1] = u32::MAX;
            }
            for width in [WIDTH, GENERATOR_WIDTH] {
                let digits = digits(&number, width);
                let mut value = U256::ZERO;
                for (at, &digit) in digits.iter().enumerate().rev() {
                    value = value.plus(&value).0;
                    let magnitude = U256::small(digit.unsigned_abs() as u32);
                    value = if digit < 0 { value.minus(&magnitude).0 } else { value.plus(&magnitude).0 };
                    if digit != 0 {
                        assert!(digit % 2 != 0 && (digit.unsigned_abs() as usize) < 1 << (width - 1));
                        assert!(digits[at + 1..].iter().take(width - 1).all(|&d| d == 0));
                    }
                }
                assert_eq!(value, number);
            }
        }
    }
}
