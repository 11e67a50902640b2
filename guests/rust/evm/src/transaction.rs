//! Transactions as they are signed, and as they are executed.

use alloy_consensus::transaction::RlpEcdsaDecodableTx;
use alloy_consensus::{SignableTransaction, Transaction, TxEip1559, TxEip2930, TxLegacy, TxType};
use alloy_primitives::{keccak256, Address, Signature, B256};
use bulwark_guest::secp256k1;
use revm::context::TxEnv;

use crate::refusal::Refusal;

/// The greatest s of a transaction's signature (EIP-2).
fn is_high(s: &[u8; 32]) -> bool {
    secp256k1::HALF_ORDER.below(&bulwark_guest::modular::U256::from_be_bytes(s))
}

/// A transaction with its sender.
pub struct Signed {
    pub kind: TxType,
    pub env: TxEnv,
}

impl Signed {
    /// The transaction of its EIP-2718 bytes.
    ///
    /// # Errors
    /// [`Refusal::TransactionForm`] for bytes that are none of types 0, 1 and 2, [`Refusal::ChainId`] for one of another chain,
    /// [`Refusal::Signature`] if the signature has no key or a high s.
    pub fn of(bytes: &[u8], chain_id: u64) -> Result<Self, Refusal> {
        let first = *bytes.first().ok_or(Refusal::TransactionForm)?;
        match first {
            1 => decoded::<TxEip2930>(&bytes[1..], chain_id, TxType::Eip2930),
            2 => decoded::<TxEip1559>(&bytes[1..], chain_id, TxType::Eip1559),
            0xc0..=0xff => decoded::<TxLegacy>(bytes, chain_id, TxType::Legacy),
            _ => Err(Refusal::TransactionForm),
        }
    }
}

fn decoded<T>(mut rlp: &[u8], chain_id: u64, kind: TxType) -> Result<Signed, Refusal>
where
    T: RlpEcdsaDecodableTx + SignableTransaction<Signature> + Transaction,
{
    let (transaction, signature) = T::rlp_decode_with_signature(&mut rlp).map_err(|_| Refusal::TransactionForm)?;
    if !rlp.is_empty() {
        return Err(Refusal::TransactionForm);
    }
    // Transactions from before EIP-155 name no chain.
    if transaction.chain_id().is_some_and(|id| id != chain_id) {
        return Err(Refusal::ChainId);
    }
    let caller = sender(&signature, &transaction.signature_hash())?;
    let env = TxEnv {
        tx_type: kind as u8,
        caller,
        gas_limit: transaction.gas_limit(),
        gas_price: transaction.max_fee_per_gas(),
        kind: transaction.kind(),
        value: transaction.value(),
        data: transaction.input().clone(),
        nonce: transaction.nonce(),
        chain_id: transaction.chain_id(),
        access_list: transaction.access_list().cloned().unwrap_or_default(),
        gas_priority_fee: transaction.max_priority_fee_per_gas(),
        ..TxEnv::default()
    };
    Ok(Signed { kind, env })
}

fn sender(signature: &Signature, digest: &B256) -> Result<Address, Refusal> {
    let (r, s) = (signature.r().to_be_bytes::<32>(), signature.s().to_be_bytes::<32>());
    if is_high(&s) {
        return Err(Refusal::Signature);
    }
    let key = secp256k1::recover(&r, &s, signature.v() as u8, digest).map_err(|_| Refusal::Signature)?;
    Ok(address_of(&key))
}

/// The address of a public key.
pub fn address_of(key: &[u8; 64]) -> Address {
    Address::from_word(keccak256(key))
}
