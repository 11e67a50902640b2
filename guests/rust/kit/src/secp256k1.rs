//! Recovery of the public key from an ECDSA signature over secp256k1 (SEC 1, section 4.1.6).
//!
//! y^2 = x^3 + 7 over p = 2^256 - 2^32 - 977 elements. A product is one call of the machine, so small multiples are products, too. Q = u G + v R is computed by
//! halving both scalars with the curve's endomorphism (R. Gallant, R. Lambert, S. Vanstone, CRYPTO 2001) and one chain of 128 doublings.

mod curve;
mod halves;
mod multiples;

use crate::modular::{multiply, power, U256};
use curve::{Affine, FIELD};

/// The order of the group.
pub const ORDER: U256 = U256([0xd0364141, 0xbfd25e8c, 0xaf48a03b, 0xbaaedce6, 0xfffffffe, !0, !0, !0]);

/// The greatest s of a signature that Ethereum takes from transactions: (order - 1) / 2.
pub const HALF_ORDER: U256 = U256([0x681b20a0, 0xdfe92f46, 0x57a4501d, 0x5d576e73, !0, !0, !0, 0x7fffffff]);

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryError {
    /// r is 0 or not below the group's order.
    R,
    /// s is 0 or not below the group's order.
    S,
    /// The recovery id is above 3, or it adds the order to an r for which that exceeds the field.
    Id,
    /// No point of the curve has the x that r means.
    NotOnCurve,
    /// The sum is the point at infinity, which is no key.
    Infinity,
}

/// The public key, x then y as 32 bytes each, of the signature (r, s) on a digest.
///
/// Bit 0 of the recovery id is the parity of the nonce point's y; bit 1 says that its x is r + order. A high s is none of this function's business.
pub fn recover(r: &[u8; 32], s: &[u8; 32], id: u8, digest: &[u8; 32]) -> Result<[u8; 64], RecoveryError> {
    let (r, s) = (U256::from_be_bytes(r), U256::from_be_bytes(s));
    let key = key(&r, &s, id, &U256::from_be_bytes(digest))?;
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(&key.x.to_be_bytes());
    bytes[32..].copy_from_slice(&key.y.to_be_bytes());
    Ok(bytes)
}

fn key(r: &U256, s: &U256, id: u8, digest: &U256) -> Result<Affine, RecoveryError> {
    if r.is_zero() || !r.below(&ORDER) {
        return Err(RecoveryError::R);
    }
    if s.is_zero() || !s.below(&ORDER) {
        return Err(RecoveryError::S);
    }
    let nonce = Affine::with_x(&x_of(r, id)?, id & 1 == 1).ok_or(RecoveryError::NotOnCurve)?;
    // The digest is below 2^256 and so below twice the order.
    let z = digest.reduced_once(&ORDER).0;
    // r is not 0, and the order is a prime: Fermat's inverse.
    let inverse = power(r, &ORDER.minus(&U256::small(2)).0, &ORDER);
    let of_generator = negated(&multiply(&z, &inverse, &ORDER));
    let of_nonce = multiply(s, &inverse, &ORDER);
    let sum = multiples::sum(&of_generator, &of_nonce, &nonce);
    sum.to_affine().ok_or(RecoveryError::Infinity)
}

fn x_of(r: &U256, id: u8) -> Result<U256, RecoveryError> {
    match id {
        0 | 1 => Ok(*r),
        2 | 3 => {
            let (x, carry) = r.plus(&ORDER);
            if carry || !x.below(&FIELD) {
                return Err(RecoveryError::Id);
            }
            Ok(x)
        }
        _ => Err(RecoveryError::Id),
    }
}

fn negated(scalar: &U256) -> U256 {
    if scalar.is_zero() {
        *scalar
    } else {
        ORDER.minus(scalar).0
    }
}

#[cfg(test)]
pub(crate) mod tests;
