//! base^exponent mod modulus of any length (EIP-198), priced by EIP-2565.

use alloc::vec::Vec;

use alloy_primitives::U256;
use revm::precompile::modexp::berlin_gas_calc;
use revm::precompile::utilities::right_pad_with_offset;
use revm::precompile::{EthPrecompileOutput, EthPrecompileResult};

use super::paid;

const LENGTHS: usize = 96;
/// The least that it costs.
const LEAST: u64 = 200;

/// `length` bytes of `data` from `from` on, with zeros behind its end.
fn part(data: &[u8], from: usize, length: usize) -> Vec<u8> {
    let from = from.min(data.len());
    let mut part = data[from..data.len().min(from.saturating_add(length))].to_vec();
    part.resize(length, 0);
    part
}

pub fn run(data: &[u8], gas: u64) -> EthPrecompileResult {
    paid(LEAST, gas)?;
    let length = |at: usize| -> u64 { U256::from_be_bytes(right_pad_with_offset::<32>(data, at).into_owned()).saturating_to() };
    let (base, exponent, modulus) = (length(0), length(32), length(64));
    let data = data.get(LENGTHS..).unwrap_or_default();
    let head = U256::from_be_slice(&part(data, usize::try_from(base).unwrap_or(usize::MAX), exponent.min(32) as usize));
    let cost = paid(berlin_gas_calc(base, exponent, modulus, &head), gas)?;
    if base == 0 && modulus == 0 {
        return Ok(EthPrecompileOutput::new(cost, Default::default()));
    }
    // What was paid for is far shorter under any gas limit there is; if not, no answer is better than a wrong one.
    let held = |length: u64| usize::try_from(length).expect("an operand that this machine's memory cannot hold");
    let (base, exponent, modulus) = (held(base), held(exponent), held(modulus));
    let from = base.saturating_add(exponent);
    let power = aurora_engine_modexp::modexp(&part(data, 0, base), &part(data, base, exponent), &part(data, from, modulus));
    let mut output = Vec::from_iter(core::iter::repeat_n(0, modulus.saturating_sub(power.len())));
    output.extend_from_slice(&power[power.len().saturating_sub(modulus)..]);
    Ok(EthPrecompileOutput::new(cost, output.into()))
}
