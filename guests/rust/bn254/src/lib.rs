//! Sums, multiples and pairings on the curve of EIP-196 and EIP-197, on numbers as those contracts take them: big-endian words of 32 bytes.

#![no_std]

extern crate alloc;

use alloc::vec::Vec;

use ark_bn254::{Bn254, Fq, Fq2, Fr, G1Affine, G2Affine};
use ark_ec::pairing::Pairing;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInteger, PrimeField, Zero};

/// Words that are no point of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPoint;

/// The i-th word as an element of the field.
fn coordinate(data: &[u8], i: usize) -> Result<Fq, NoPoint> {
    let bytes = &data[32 * i..32 * i + 32];
    let value = Fq::from_be_bytes_mod_order(bytes);
    // A number that is not below the modulus has another element's bytes.
    if value.into_bigint().to_bytes_be() == bytes {
        Ok(value)
    } else {
        Err(NoPoint)
    }
}

#[inline(never)]
fn g1(data: &[u8]) -> Result<G1Affine, NoPoint> {
    let (x, y) = (coordinate(data, 0)?, coordinate(data, 1)?);
    if x.is_zero() && y.is_zero() {
        return Ok(G1Affine::zero());
    }
    // The curve's order is a prime: what is on it is in the group.
    let point = G1Affine::new_unchecked(x, y);
    if point.is_on_curve() {
        Ok(point)
    } else {
        Err(NoPoint)
    }
}

/// Imaginary parts come first.
#[inline(never)]
fn g2(data: &[u8]) -> Result<G2Affine, NoPoint> {
    let pair = |i| Ok(Fq2::new(coordinate(data, i + 1)?, coordinate(data, i)?));
    let (x, y) = (pair(0)?, pair(2)?);
    if x.is_zero() && y.is_zero() {
        return Ok(G2Affine::zero());
    }
    let point = G2Affine::new_unchecked(x, y);
    if point.is_on_curve() && point.is_in_correct_subgroup_assuming_on_curve() {
        Ok(point)
    } else {
        Err(NoPoint)
    }
}

fn encoded(point: G1Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap_or((Fq::zero(), Fq::zero()));
    [x, y].iter().flat_map(|c| c.into_bigint().to_bytes_be()).collect()
}

/// The sum of two points.
pub fn add(data: &[u8; 128]) -> Result<Vec<u8>, NoPoint> {
    let sum = g1(&data[..64])? + g1(&data[64..])?;
    Ok(encoded(sum.into_affine()))
}

/// A point times a number.
pub fn multiply(data: &[u8; 96]) -> Result<Vec<u8>, NoPoint> {
    let product = g1(&data[..64])? * Fr::from_be_bytes_mod_order(&data[64..]);
    Ok(encoded(product.into_affine()))
}

/// Whether the product of the pairings of pairs of 192 bytes each is one.
pub fn pairing_is_one(data: &[u8]) -> Result<bool, NoPoint> {
    let mut points = (Vec::new(), Vec::new());
    for pair in data.chunks_exact(192) {
        points.0.push(g1(&pair[..64])?);
        points.1.push(g2(&pair[64..])?);
    }
    Ok(Bn254::multi_pairing(points.0, points.1).is_zero())
}
