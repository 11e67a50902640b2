//! Points of the curve.

use crate::modular::{multiply, multiply_by, power, square, U256};

/// p = 2^256 - 2^32 - 977.
pub const FIELD: U256 = U256([0xfffffc2f, 0xfffffffe, !0, !0, !0, !0, !0, !0]);

const TWO: U256 = U256::small(2);
const THREE: U256 = U256::small(3);
const FOUR: U256 = U256::small(4);
const SEVEN: U256 = U256::small(7);
const EIGHT: U256 = U256::small(8);
/// (p + 1) / 4: the power that is a root of what has one, as p is 3 modulo 4.
const ROOT: U256 = U256([0xbfffff0c, !0, !0, !0, !0, !0, !0, 0x3fffffff]);

/// A finite point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affine {
    pub x: U256,
    pub y: U256,
}

/// (X / Z^2, Y / Z^3), or infinity where Z = 0.
#[derive(Clone, Copy, Debug)]
pub struct Jacobian {
    pub x: U256,
    pub y: U256,
    pub z: U256,
}

#[inline(always)]
fn times(a: &U256, b: &U256) -> U256 {
    multiply(a, b, &FIELD)
}

/// *to = *a - *b for two elements of the field. What wraps at 2^256 is 2^256 - p = 2^32 + 977 too large.
///
/// # Safety
/// All are addresses of numbers, the first of one that may be written; it may be any of the others, too.
#[inline(always)]
unsafe fn subtract_at(to: *mut U256, a: *const U256, b: *const U256) {
    let word = |x: *const U256, i: usize| x.cast::<u32>().add(i).read();
    let to_word = to.cast::<u32>();
    let mut borrow = false;
    for i in 0..8 {
        let (t, first) = word(a, i).overflowing_sub(word(b, i));
        let (t, second) = t.overflowing_sub(borrow as u32);
        to_word.add(i).write(t);
        borrow = first | second;
    }
    if borrow {
        let (low, next) = (word(to, 0), word(to, 1));
        if low >= 977 && next >= 1 {
            to_word.write(low - 977);
            to_word.add(1).write(next - 1);
        } else {
            to.write(to.read().plus(&FIELD).0);
        }
    }
}

/// to = a - b.
#[inline(always)]
fn subtract(a: &U256, b: &U256, to: &mut U256) {
    unsafe { subtract_at(to, a, b) }
}

/// a = a - b.
#[inline(always)]
fn subtract_from(a: &mut U256, b: &U256) {
    unsafe { subtract_at(a, a, b) }
}

/// b = a - b.
#[inline(always)]
fn reverse_subtract(b: &mut U256, a: &U256) {
    unsafe { subtract_at(b, a, b) }
}

/// a - b for two elements of the field.
pub fn difference(a: &U256, b: &U256) -> U256 {
    let mut to = U256::ZERO;
    subtract(a, b, &mut to);
    to
}

/// The inverse of an element that is not 0.
fn inverse(a: &U256) -> U256 {
    power(a, &FIELD.minus(&TWO).0, &FIELD)
}

impl Affine {
    /// The point with an x below p and a y of that parity, if there is one.
    pub fn with_x(x: &U256, odd: bool) -> Option<Self> {
        let cube = times(&times(x, x), x);
        let (sum, carry) = cube.plus(&SEVEN);
        // p is above 2^256 - 2^33, so a carry of a sum below p + 7 cannot be.
        debug_assert!(!carry);
        let square = sum.reduced_once(&FIELD).0;
        let y = power(&square, &ROOT, &FIELD);
        if times(&y, &y) != square {
            return None;
        }
        // y = 0 would mean a point of order 2; the group's order is odd.
        Some(Self { x: *x, y: if y.is_odd() == odd { y } else { difference(&U256::ZERO, &y) } })
    }

    /// The image under (x, y) -> (beta x, y).
    pub fn endomorphism(&self, beta: &U256) -> Self {
        Self { x: times(beta, &self.x), y: self.y }
    }
}

impl Jacobian {
    pub const INFINITY: Self = Self { x: U256::ONE, y: U256::ONE, z: U256::ZERO };

    pub fn from_affine(p: &Affine) -> Self {
        Self { x: p.x, y: p.y, z: U256::ONE }
    }

    pub fn is_infinity(&self) -> bool {
        self.z.is_zero()
    }

    pub fn to_affine(&self) -> Option<Affine> {
        if self.is_infinity() {
            return None;
        }
        let i = inverse(&self.z);
        let i2 = times(&i, &i);
        Some(Affine { x: times(&self.x, &i2), y: times(&self.y, &times(&i2, &i)) })
    }

    /// Twice the point, in place; infinity stays. No finite point has y = 0.
    pub fn double(&mut self) {
        let mut e = times(&self.x, &self.x);
        multiply_by(&mut e, &THREE, &FIELD);
        multiply_by(&mut self.z, &self.y, &FIELD);
        multiply_by(&mut self.z, &TWO, &FIELD);
        square(&mut self.y, &FIELD);
        let mut d = times(&self.x, &self.y);
        multiply_by(&mut d, &FOUR, &FIELD);
        square(&mut self.y, &FIELD);
        multiply_by(&mut self.y, &EIGHT, &FIELD);
        let twice = times(&d, &TWO);
        subtract(&times(&e, &e), &twice, &mut self.x);
        subtract_from(&mut d, &self.x);
        multiply_by(&mut d, &e, &FIELD);
        reverse_subtract(&mut self.y, &d);
    }

    /// Adds a finite point (with y negated if `negative`), in place. Every case is met: infinity, the same point, its negative.
    pub fn add_affine(&mut self, q: &Affine, negative: bool) {
        let negated;
        let y = if negative {
            negated = difference(&U256::ZERO, &q.y);
            &negated
        } else {
            &q.y
        };
        if self.is_infinity() {
            *self = Self { x: q.x, y: *y, z: U256::ONE };
            return;
        }
        let mut power = times(&self.z, &self.z);
        let mut h = times(&q.x, &power);
        subtract_from(&mut h, &self.x);
        multiply_by(&mut power, &self.z, &FIELD);
        let mut w = times(y, &power);
        subtract_from(&mut w, &self.y);
        if h.is_zero() {
            if w.is_zero() {
                self.double();
            } else {
                *self = Self::INFINITY;
            }
            return;
        }
        multiply_by(&mut self.z, &h, &FIELD);
        let mut v = times(&h, &h);
        multiply_by(&mut h, &v, &FIELD);
        multiply_by(&mut v, &self.x, &FIELD);
        let twice = times(&v, &TWO);
        subtract(&times(&w, &w), &h, &mut self.x);
        subtract_from(&mut self.x, &twice);
        subtract_from(&mut v, &self.x);
        multiply_by(&mut v, &w, &FIELD);
        multiply_by(&mut self.y, &h, &FIELD);
        reverse_subtract(&mut self.y, &v);
    }
}

/// The same points with z = 1: one inversion for all (P. Montgomery's trick). None may be infinity.
pub fn normalised<const N: usize>(points: &[Jacobian; N]) -> [Affine; N] {
    let mut before = [U256::ONE; N];
    for i in 1..N {
        before[i] = times(&before[i - 1], &points[i - 1].z);
    }
    let mut rest = inverse(&times(&before[N - 1], &points[N - 1].z));
    let mut result = [Affine { x: U256::ZERO, y: U256::ZERO }; N];
    for i in (0..N).rev() {
        let inverse = times(&rest, &before[i]);
        rest = times(&rest, &points[i].z);
        let i2 = times(&inverse, &inverse);
        result[i] = Affine { x: times(&points[i].x, &i2), y: times(&points[i].y, &times(&i2, &inverse)) };
    }
    result
}
