//! Products of 256-bit numbers modulo a third, and what goes with them.

use core::mem::MaybeUninit;

use crate::calls;

/// A number of 256 bits, the least significant word first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct U256(pub [u32; 8]);

impl U256 {
    pub const ZERO: Self = Self([0; 8]);
    pub const ONE: Self = Self::small(1);

    pub const fn small(value: u32) -> Self {
        Self([value, 0, 0, 0, 0, 0, 0, 0])
    }

    pub fn is_zero(&self) -> bool {
        self.0.iter().fold(0, |any, word| any | word) == 0
    }

    pub fn is_odd(&self) -> bool {
        self.0[0] & 1 == 1
    }

    pub fn below(&self, other: &Self) -> bool {
        for i in (0..8).rev() {
            if self.0[i] != other.0[i] {
                return self.0[i] < other.0[i];
            }
        }
        false
    }

    pub fn from_be_bytes(bytes: &[u8; 32]) -> Self {
        let mut words = [0; 8];
        for (word, four) in words.iter_mut().rev().zip(bytes.chunks_exact(4)) {
            *word = u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
        }
        Self(words)
    }

    pub fn to_be_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (four, word) in bytes.chunks_exact_mut(4).zip(self.0.iter().rev()) {
            four.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }

    /// self - other modulo 2^256, and whether that is below 0.
    #[inline(always)]
    pub fn minus(&self, other: &Self) -> (Self, bool) {
        let mut result = [0; 8];
        let mut borrow = false;
        for i in 0..8 {
            let (t, first) = self.0[i].overflowing_sub(other.0[i]);
            let (t, second) = t.overflowing_sub(borrow as u32);
            result[i] = t;
            borrow = first | second;
        }
        (Self(result), borrow)
    }

    /// self + other modulo 2^256, and whether that is 2^256 or more.
    #[inline(always)]
    pub fn plus(&self, other: &Self) -> (Self, bool) {
        let mut result = [0; 8];
        let mut carry = false;
        for i in 0..8 {
            let (t, first) = self.0[i].overflowing_add(other.0[i]);
            let (t, second) = t.overflowing_add(carry as u32);
            result[i] = t;
            carry = first | second;
        }
        (Self(result), carry)
    }

    /// Whether this is m or more, for what is below 2 m, is told by the second answer; the first is the number modulo m.
    pub fn reduced_once(&self, m: &Self) -> (Self, bool) {
        let (less, negative) = self.minus(m);
        if negative {
            (*self, false)
        } else {
            (less, true)
        }
    }

    /// Bit i.
    pub fn bit(&self, i: usize) -> bool {
        self.0[i / 32] >> (i % 32) & 1 == 1
    }
}

/// *to = a b mod m, for m != 0 and a b < m 2^256: one operand below m is enough. The machine stops a program that breaks the rule.
///
/// # Safety
/// All are addresses of numbers, the first of one that may be written; it may be any of the others, too.
#[inline(always)]
unsafe fn multiply_at(to: *mut U256, a: *const U256, b: *const U256, m: &U256) {
    let unknown = calls::call(calls::MULMOD256, to as usize, a as usize, b as usize, m as *const U256 as usize);
    if unknown != 0 {
        to.write(in_software(&a.read(), &b.read(), m));
    }
}

/// a b mod m, for m != 0 and a b < m 2^256: one operand below m is enough.
#[inline(always)]
pub fn multiply(a: &U256, b: &U256, m: &U256) -> U256 {
    let mut to = MaybeUninit::uninit();
    // The call writes all of it.
    unsafe {
        multiply_at(to.as_mut_ptr(), a, b, m);
        to.assume_init()
    }
}

/// a = a b mod m, under the rule of [`multiply`].
#[inline(always)]
pub fn multiply_by(a: &mut U256, b: &U256, m: &U256) {
    unsafe { multiply_at(a, a, b, m) }
}

/// a = a^2 mod m, for a below m.
#[inline(always)]
pub fn square(a: &mut U256, m: &U256) {
    unsafe { multiply_at(a, a, a, m) }
}

/// base^exponent mod m, for base < m and m > 1: windows of four bits.
pub fn power(base: &U256, exponent: &U256, m: &U256) -> U256 {
    let mut powers = [U256::ONE; 16];
    for i in 1..16 {
        powers[i] = multiply(&powers[i - 1], base, m);
    }
    let mut result = U256::ONE;
    for i in (0..64).rev() {
        for _ in 0..4 {
            square(&mut result, m);
        }
        let digit = exponent.0[i / 8] >> (4 * (i % 8)) & 15;
        if digit != 0 {
            multiply_by(&mut result, &powers[digit as usize], m);
        }
    }
    result
}

/// a b in full.
pub(crate) fn product(a: &U256, b: &U256) -> [u32; 16] {
    let mut u = [0u32; 16];
    for i in 0..8 {
        let mut carry = 0u64;
        for j in 0..8 {
            let t = a.0[i] as u64 * b.0[j] as u64 + u[i + j] as u64 + carry;
            u[i + j] = t as u32;
            carry = t >> 32;
        }
        u[i + 8] = carry as u32;
    }
    u
}

/// D. E. Knuth, The Art of Computer Programming 2, section 4.3.1, algorithm D.
#[cold]
fn in_software(a: &U256, b: &U256, m: &U256) -> U256 {
    let n = 8 - m.0.iter().rev().take_while(|&&word| word == 0).count();
    assert!(n > 0, "a modulus is not 0");
    let shift = m.0[n - 1].leading_zeros();
    let mut v = [0u32; 8];
    shift_left(&mut v, &m.0, shift);
    let mut u = [0u32; 17];
    shift_left(&mut u, &product(a, b), shift);
    for j in (0..=16 - n).rev() {
        reduce_at(&mut u, &v[..n], j);
    }
    let mut result = [0; 8];
    for i in 0..n {
        result[i] = ((u[i + 1] as u64) << 32 | u[i] as u64).wrapping_shr(shift) as u32;
    }
    // The word above the remainder is 0, so nothing is shifted in from behind it.
    U256(result)
}

fn shift_left(to: &mut [u32], from: &[u32], shift: u32) {
    let mut above = 0u64;
    for (i, word) in to.iter_mut().enumerate() {
        let t = (*from.get(i).unwrap_or(&0) as u64) << shift | above;
        *word = t as u32;
        above = t >> 32;
    }
}

/// Takes from u[j..=j+n] the largest multiple of v that fits (steps D3 to D6), v with its top bit set.
fn reduce_at(u: &mut [u32; 17], v: &[u32], j: usize) {
    let n = v.len();
    let top = (u[j + n] as u64) << 32 | u[j + n - 1] as u64;
    let head = v[n - 1] as u64;
    let (mut q, mut rest) = (top / head, top % head);
    while n > 1 && rest >> 32 == 0 && (q >> 32 != 0 || q * v[n - 2] as u64 > (rest << 32 | u[j + n - 2] as u64)) {
        q -= 1;
        rest += head;
    }
    let (mut carry, mut borrow) = (0u64, 0u64);
    for i in 0..n {
        let p = q * v[i] as u64 + carry;
        carry = p >> 32;
        let t = (u[i + j] as u64).wrapping_sub(p as u32 as u64).wrapping_sub(borrow);
        u[i + j] = t as u32;
        borrow = t >> 63;
    }
    let t = (u[j + n] as u64).wrapping_sub(carry).wrapping_sub(borrow);
    u[j + n] = t as u32;
    if t >> 63 == 1 {
        let mut carry = 0u64;
        for i in 0..n {
            let t = u[i + j] as u64 + v[i] as u64 + carry;
            u[i + j] = t as u32;
            carry = t >> 32;
        }
        u[j + n] = u[j + n].wrapping_add(carry as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secp256k1::tests::Random;

    /// a b mod m bit by bit.
    fn slowly(a: &U256, b: &U256, m: &U256) -> U256 {
        let mut rest = U256::ZERO;
        for i in (0..512).rev() {
            let top = rest.0[7] >> 31 == 1;
            rest = rest.plus(&rest).0;
            rest.0[0] |= product(a, b)[i / 32] >> (i % 32) & 1;
            let (less, negative) = rest.minus(m);
            if top || !negative {
                rest = less;
            }
        }
        rest
    }

    #[test]
    fn products_are_those_of_long_division_for_moduli_of_every_length() {
        let mut random = Random(20261129);
        for words in 1..=8 {
            for round in 0..200 {
                let mut m = U256::ZERO;
                for word in &mut m.0[..words] {
                    // Runs of ones and zeros meet the rare branches of the division.
                    *word = match random.next() % 4 {
                        0 => u32::MAX,
                        1 => 0,
                        _ => random.next() as u32,
                    };
                }
                m.0[words - 1] |= 1;
                let reduced = |x: &U256| slowly(x, &U256::ONE, &m);
                let (a, b) = (reduced(&random.number()), random.number());
                let b = if round % 2 == 0 { reduced(&b) } else { b };
                assert_eq!(multiply(&a, &b, &m), slowly(&a, &b, &m), "{a:x?} {b:x?} {m:x?}");
            }
        }
    }
}
