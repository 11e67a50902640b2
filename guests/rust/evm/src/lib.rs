//! Executes a block of Ethereum transactions on the part of the state that a witness shows.
//!
//! [`run`] answers what the block leads to, or why it is refused; `docs/evm.md` tells what a proof of it says.

#![cfg_attr(target_arch = "riscv32", no_std)]

extern crate alloc;

mod account;
mod block;
mod header;
mod input;
mod precompiles;
mod refusal;
mod state;
mod transaction;
mod trie;

use alloy_consensus::Header;
use alloy_primitives::B256;

pub use input::Fork;
use input::Input;
pub use refusal::Refusal;
use state::State;

/// What a block leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub chain_id: u64,
    pub fork: Fork,
    pub parent_root: B256,
    pub header: Header,
    /// Keccak-256 of the RLP list of all logs, as Ethereum's state tests name it; the header's receipts root binds the logs.
    pub logs_hash: B256,
}

impl Outcome {
    /// What the guest writes: chain id (8 bytes) and fork (4), both with the least significant byte first, then parent's state root, state root,
    /// receipts root and block hash.
    pub fn output(&self) -> [u8; 140] {
        let mut bytes = [0; 140];
        bytes[..8].copy_from_slice(&self.chain_id.to_le_bytes());
        bytes[8..12].copy_from_slice(&(self.fork as u32).to_le_bytes());
        let hashes = [self.parent_root, self.header.state_root, self.header.receipts_root, self.header.hash_slow()];
        for (to, hash) in bytes[12..].chunks_exact_mut(32).zip(hashes) {
            to.copy_from_slice(hash.as_slice());
        }
        bytes
    }
}

/// A place that the run has reached, for whoever measures.
pub type Reached<'a> = &'a mut dyn FnMut(&'static str);

/// Runs the block of an input.
pub fn run(input: &[u8], reached: Reached) -> Result<Outcome, Refusal> {
    let input = Input::of(input)?;
    let (parent, ancestors) = header::ancestry(&input)?;
    let header = header::begun(&input, &parent, ancestors[0])?;
    reached("decoded");
    let transactions = block::signed(&input)?;
    reached("recovered");
    let state = State::shown(&parent.state_root, &input.nodes, &input.codes, parent.number, ancestors)?;
    state.check_codes()?;
    reached("witness");
    let (mut header, logs_hash, state) = block::executed(&input, header, transactions, state)?;
    reached("executed");
    header.state_root = state.root().map_err(|_| Refusal::WitnessMissing)?;
    reached("root");
    Ok(Outcome { chain_id: input.chain_id, fork: input.fork, parent_root: parent.state_root, header, logs_hash })
}
