//! Headers: the parent's, which the input gives, and the block's, which is computed.

use alloc::vec::Vec;

use alloy_consensus::constants::{EMPTY_OMMER_ROOT_HASH, EMPTY_WITHDRAWALS};
use alloy_consensus::Header;
use alloy_eips::eip1559::BaseFeeParams;
use alloy_eips::eip7840::BlobParams;
use alloy_primitives::{keccak256, Address, Bytes, B256};
use alloy_rlp::Decodable;

use crate::input::{Fork, Input};
use crate::refusal::Refusal;

const LEAST_GAS_LIMIT: u64 = 5000;
const GAS_LIMIT_DIVISOR: u64 = 1024;
const MOST_EXTRA_DATA: usize = 32;
/// `BLOCKHASH` answers for so many blocks back.
const MOST_ANCESTORS: usize = 256;

fn decoded(mut rlp: &[u8]) -> Result<Header, Refusal> {
    let header = Header::decode(&mut rlp).map_err(|_| Refusal::Malformed)?;
    if rlp.is_empty() {
        Ok(header)
    } else {
        Err(Refusal::Malformed)
    }
}

/// The parent, and the hashes of all ancestors that the input shows, the parent's first.
pub fn ancestry(input: &Input) -> Result<(Header, Vec<B256>), Refusal> {
    let parent = decoded(input.parent)?;
    let mut hashes = Vec::with_capacity(1 + input.ancestors.len());
    hashes.push(keccak256(input.parent));
    let mut next = parent.parent_hash;
    if input.ancestors.len() >= MOST_ANCESTORS {
        return Err(Refusal::WitnessWrong);
    }
    for rlp in &input.ancestors {
        let hash = keccak256(rlp);
        if hash != next {
            return Err(Refusal::WitnessWrong);
        }
        hashes.push(hash);
        next = decoded(rlp)?.parent_hash;
    }
    Ok((parent, hashes))
}

/// A field of the list, in its place.
fn field<T: Decodable>(list: &mut &[u8]) -> Result<T, Refusal> {
    T::decode(list).map_err(|_| Refusal::Malformed)
}

/// The block's header as far as it is known before the transactions run: the input's free fields and what follows from the parent.
///
/// # Errors
/// [`Refusal::Header`] if a field breaks the fork's rules.
pub fn begun(input: &Input, parent: &Header, parent_hash: B256) -> Result<Header, Refusal> {
    let mut list = input.fields;
    let outer = alloy_rlp::Header::decode(&mut list).map_err(|_| Refusal::Malformed)?;
    if !outer.list || outer.payload_length != list.len() {
        return Err(Refusal::Malformed);
    }
    let mut header = Header {
        parent_hash,
        ommers_hash: EMPTY_OMMER_ROOT_HASH,
        beneficiary: field::<Address>(&mut list)?,
        timestamp: field(&mut list)?,
        gas_limit: field(&mut list)?,
        mix_hash: field(&mut list)?,
        extra_data: field::<Bytes>(&mut list)?,
        number: parent.number.checked_add(1).ok_or(Refusal::Header)?,
        base_fee_per_gas: Some(parent.next_block_base_fee(BaseFeeParams::ethereum()).ok_or(Refusal::Header)?),
        // Withdrawals come from Ethereum's own consensus; a rollup has none.
        withdrawals_root: Some(EMPTY_WITHDRAWALS),
        ..Header::default()
    };
    if input.fork == Fork::Cancun {
        header.parent_beacon_block_root = Some(field(&mut list)?);
        header.blob_gas_used = Some(0);
        // Of the fork's first block the parent has no such fields.
        header.excess_blob_gas = Some(parent.next_block_excess_blob_gas(BlobParams::cancun()).unwrap_or(0));
    }
    if !list.is_empty() {
        return Err(Refusal::Malformed);
    }
    check(&header, parent)?;
    Ok(header)
}

fn check(header: &Header, parent: &Header) -> Result<(), Refusal> {
    let step = parent.gas_limit / GAS_LIMIT_DIVISOR;
    let holds = header.timestamp > parent.timestamp
        && header.extra_data.len() <= MOST_EXTRA_DATA
        && header.gas_limit >= LEAST_GAS_LIMIT
        && header.gas_limit.abs_diff(parent.gas_limit) < step
        // After the merge, both are fixed (EIP-3675).
        && parent.difficulty.is_zero()
        && parent.nonce.is_zero();
    if holds {
        Ok(())
    } else {
        Err(Refusal::Header)
    }
}
