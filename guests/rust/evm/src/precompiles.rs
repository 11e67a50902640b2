//! Contracts at the addresses 1 to 9, behind revm's interface for them.
//!
//! revm's own set would do, but brings the libraries of all forks with it, more code than the machine's greatest program table holds. Hashes and key recovery
//! are calls of the machine here; the rest is the libraries that revm uses.

mod bn254;
mod modexp;

use alloc::string::String;
use alloc::vec::Vec;

use alloy_primitives::{Address, Bytes};
use bulwark_guest::secp256k1;
use bulwark_guest::sha256::Sha256;
use digest::{FixedOutput, Update};
use revm::context::{Cfg, ContextTr};
use revm::handler::{precompile_output_to_interpreter_result, PrecompileProvider};
use revm::interpreter::{CallInputs, InterpreterResult};
use revm::precompile::utilities::right_pad;
use revm::precompile::{calc_linear_cost, identity, EthPrecompileOutput, EthPrecompileResult, PrecompileHalt, PrecompileOutput};
use revm::primitives::hardfork::SpecId;
use revm::primitives::AddressSet;

use crate::transaction::address_of;

/// Of KZG commitments (EIP-4844): this guest has no such contract, so a block that calls it is refused.
const POINT_EVALUATION: u8 = 10;
const LAST_BEFORE_CANCUN: u8 = 9;

/// The contracts of a fork.
#[derive(Debug)]
pub struct Precompiles {
    addresses: AddressSet,
}

impl Precompiles {
    pub fn new() -> Self {
        Self { addresses: AddressSet::default() }
    }
}

fn at(number: u8) -> Address {
    Address::with_last_byte(number)
}

impl<C: ContextTr<Cfg: Cfg<Spec = SpecId>>> PrecompileProvider<C> for Precompiles {
    type Output = InterpreterResult;

    fn set_spec(&mut self, spec: SpecId) -> bool {
        let last = if spec.is_enabled_in(SpecId::CANCUN) { POINT_EVALUATION } else { LAST_BEFORE_CANCUN };
        if self.addresses.len() == last as usize {
            return false;
        }
        self.addresses = (1..=last).map(at).collect();
        true
    }

    fn run(&mut self, context: &mut C, inputs: &CallInputs) -> Result<Option<InterpreterResult>, String> {
        let address = inputs.bytecode_address;
        let number = address.0[19];
        if number == 0 || number > POINT_EVALUATION || !self.addresses.contains(&address) {
            return Ok(None);
        }
        let (data, gas) = (inputs.input.as_bytes(context), inputs.gas_limit);
        let result = match number {
            1 => recovered(&data, gas),
            2 => hashed(&data, gas, 60, 12, |data| Sha256::default().chain(data).finalize_fixed().to_vec()),
            3 => hashed(&data, gas, 600, 120, ripemd160),
            4 => identity::identity_run(&data, gas),
            5 => modexp::run(&data, gas),
            6 => bn254::add(&data, gas),
            7 => bn254::multiply(&data, gas),
            8 => bn254::pairing(&data, gas),
            9 => compressed(&data, gas),
            _ => return Err(String::from("point evaluation")),
        };
        let output = PrecompileOutput::from_eth_result(result, inputs.reservoir);
        Ok(Some(precompile_output_to_interpreter_result(output, gas)))
    }

    fn warm_addresses(&self) -> &AddressSet {
        &self.addresses
    }
}

/// Refuses what costs more than there is.
fn paid(cost: u64, gas: u64) -> Result<u64, PrecompileHalt> {
    if cost > gas {
        Err(PrecompileHalt::OutOfGas)
    } else {
        Ok(cost)
    }
}

/// The address that signed (Yellow Paper, appendix E); nothing where there is none. A high s is allowed.
fn recovered(data: &[u8], gas: u64) -> EthPrecompileResult {
    let cost = paid(3000, gas)?;
    let data = right_pad::<128>(data);
    let word = |i: usize| -> [u8; 32] { core::array::from_fn(|j| data[32 * i + j]) };
    let v = word(1);
    let id = v[31].wrapping_sub(27);
    let key = if v[..31].iter().all(|&byte| byte == 0) && id < 2 {
        secp256k1::recover(&word(2), &word(3), id, &word(0)).ok()
    } else {
        None
    };
    let output = key.map_or(Bytes::new(), |key| address_of(&key).into_word().0.into());
    Ok(EthPrecompileOutput::new(cost, output))
}

fn hashed(data: &[u8], gas: u64, base: u64, word: u64, hash: impl FnOnce(&[u8]) -> Vec<u8>) -> EthPrecompileResult {
    let cost = paid(calc_linear_cost(data.len(), base, word), gas)?;
    Ok(EthPrecompileOutput::new(cost, hash(data).into()))
}

fn ripemd160(data: &[u8]) -> Vec<u8> {
    let mut word = Vec::from([0; 12]);
    word.extend_from_slice(&<ripemd::Ripemd160 as ripemd::Digest>::digest(data));
    word
}

/// BLAKE2b's compression (EIP-152).
fn compressed(data: &[u8], gas: u64) -> EthPrecompileResult {
    let data: &[u8; 213] = data.try_into().map_err(|_| PrecompileHalt::Blake2WrongLength)?;
    let rounds = u32::from_be_bytes([data[0], data[1], data[2], data[3]]);
    let cost = paid(rounds as u64, gas)?;
    let word = |i: usize| u64::from_le_bytes(core::array::from_fn(|j| data[4 + 8 * i + j]));
    let last = match data[212] {
        0 => false,
        1 => true,
        _ => return Err(PrecompileHalt::Blake2WrongFinalIndicatorFlag),
    };
    let mut state: [u64; 8] = core::array::from_fn(word);
    let block: [u64; 16] = core::array::from_fn(|i| word(8 + i));
    revm::precompile::blake2::compress(rounds, &mut state, &block, &[word(24), word(25)], last);
    Ok(EthPrecompileOutput::new(cost, state.iter().flat_map(|lane| lane.to_le_bytes()).collect::<Vec<u8>>().into()))
}

#[cfg(test)]
mod tests;
