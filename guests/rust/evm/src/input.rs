//! The form of the input.
//!
//! Little-endian words. A *string* is its length in bytes and the bytes, filled up with zeros to whole words; a *list* is the number of its strings and the
//! strings. The input is
//!
//! - the word `0x31564542` ("BEV1"),
//! - the chain id (two words, the low one first), the fork (1 Shanghai, 2 Cancun),
//! - the parent's header in RLP (string),
//! - the block's free fields: an RLP list of beneficiary, timestamp, gas limit, prevRandao, extra data and, from Cancun on, the parent beacon block's root (string),
//! - headers of further ancestors from the grandparent on, as far as `BLOCKHASH` asks (list),
//! - the signed transactions in the form of EIP-2718 (list),
//! - nodes of the state trie in the order of a walk that takes children from 0 to 15 and, behind an account's leaf, its storage (list),
//! - codes of accounts (list).

use alloc::vec::Vec;

use crate::refusal::Refusal;

const MAGIC: u32 = 0x3156_4542;

/// The rules of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fork {
    Shanghai = 1,
    Cancun = 2,
}

/// The input, taken apart but not yet believed.
pub struct Input<'a> {
    pub chain_id: u64,
    pub fork: Fork,
    pub parent: &'a [u8],
    pub fields: &'a [u8],
    pub ancestors: Vec<&'a [u8]>,
    pub transactions: Vec<&'a [u8]>,
    pub nodes: Vec<&'a [u8]>,
    pub codes: Vec<&'a [u8]>,
}

struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    fn bytes(&mut self, n: usize) -> Result<&'a [u8], Refusal> {
        if n > self.0.len() {
            return Err(Refusal::Malformed);
        }
        let (head, rest) = self.0.split_at(n);
        self.0 = rest;
        Ok(head)
    }

    fn word(&mut self) -> Result<u32, Refusal> {
        let four = self.bytes(4)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    fn string(&mut self) -> Result<&'a [u8], Refusal> {
        let length = self.word()? as usize;
        let padded = self.bytes(length.checked_add(3).ok_or(Refusal::Malformed)? & !3)?;
        let (string, padding) = padded.split_at(length);
        if padding.iter().any(|&byte| byte != 0) {
            return Err(Refusal::Malformed);
        }
        Ok(string)
    }

    fn list(&mut self) -> Result<Vec<&'a [u8]>, Refusal> {
        let count = self.word()? as usize;
        // Each string takes a word at least, so a false count asks for no memory.
        if count > self.0.len() / 4 {
            return Err(Refusal::Malformed);
        }
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(self.string()?);
        }
        Ok(list)
    }
}

impl<'a> Input<'a> {
    /// Takes an input apart.
    ///
    /// # Errors
    /// [`Refusal::Malformed`] if it does not have the form, to its last byte.
    pub fn of(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut words = Words(bytes);
        if words.word()? != MAGIC {
            return Err(Refusal::Malformed);
        }
        let chain_id = words.word()? as u64 | (words.word()? as u64) << 32;
        let fork = match words.word()? {
            1 => Fork::Shanghai,
            2 => Fork::Cancun,
            _ => return Err(Refusal::Malformed),
        };
        let input = Self {
            chain_id,
            fork,
            parent: words.string()?,
            fields: words.string()?,
            ancestors: words.list()?,
            transactions: words.list()?,
            nodes: words.list()?,
            codes: words.list()?,
        };
        if words.0.is_empty() {
            Ok(input)
        } else {
            Err(Refusal::Malformed)
        }
    }
}
