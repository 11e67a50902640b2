//! Sums, multiples and pairings on the curve of EIP-196 and EIP-197, priced by EIP-1108.

use bulwark_bn254::{add as sum, multiply as product, pairing_is_one, NoPoint};
use revm::precompile::utilities::{bool_to_bytes32, right_pad};
use revm::precompile::{EthPrecompileOutput, EthPrecompileResult, PrecompileHalt};

use super::paid;

const ADD: u64 = 150;
const MULTIPLY: u64 = 6000;
const PAIRING: u64 = 45_000;
const EACH_PAIR: u64 = 34_000;
const PAIR: usize = 192;

fn halt(_: NoPoint) -> PrecompileHalt {
    PrecompileHalt::Bn254AffineGFailedToCreate
}

pub fn add(data: &[u8], gas: u64) -> EthPrecompileResult {
    let cost = paid(ADD, gas)?;
    Ok(EthPrecompileOutput::new(cost, sum(&right_pad(data)).map_err(halt)?.into()))
}

pub fn multiply(data: &[u8], gas: u64) -> EthPrecompileResult {
    let cost = paid(MULTIPLY, gas)?;
    Ok(EthPrecompileOutput::new(cost, product(&right_pad(data)).map_err(halt)?.into()))
}

pub fn pairing(data: &[u8], gas: u64) -> EthPrecompileResult {
    let cost = paid(PAIRING + EACH_PAIR * (data.len() / PAIR) as u64, gas)?;
    if data.len() % PAIR != 0 {
        return Err(PrecompileHalt::Bn254PairLength);
    }
    Ok(EthPrecompileOutput::new(cost, bool_to_bytes32(pairing_is_one(data).map_err(halt)?)))
}
