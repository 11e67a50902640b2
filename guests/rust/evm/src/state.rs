//! The state that a block runs on: tries of a witness below, what the block's transactions changed above.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use alloy_primitives::map::{AddressMap, U256Map};
use alloy_primitives::{keccak256, Address, Bytes, B256, KECCAK256_EMPTY, U256};
use revm::bytecode::Bytecode;
use revm::database_interface::DBErrorMarker;
use revm::state::{AccountInfo, EvmState};
use revm::Database;

use crate::account::Account;
use crate::refusal::Refusal;
use crate::trie::{Missing, Shown, Trie};

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the witness does not show it")
    }
}

impl core::error::Error for Missing {}

impl DBErrorMarker for Missing {}

/// An account that the block has asked for.
struct Known {
    key: B256,
    info: Option<AccountInfo>,
    /// What of its storage was read or written.
    slots: U256Map<U256>,
    /// Whether nothing that the trie holds of its storage counts any more.
    wiped: bool,
    /// Whether it may differ from the trie.
    changed: bool,
}

/// Code, analysed when it is first run.
enum Code<'a> {
    Raw(&'a [u8]),
    Ready(Bytecode),
}

/// The state.
pub struct State<'a> {
    accounts: Trie<Account>,
    known: AddressMap<Known>,
    codes: BTreeMap<B256, Code<'a>>,
    /// Hashes of ancestors, the parent's first.
    ancestors: Vec<B256>,
    parent_number: u64,
}

impl<'a> State<'a> {
    /// The state of a root, as far as nodes and codes show it.
    ///
    /// # Errors
    /// [`Refusal::WitnessWrong`] if a node is not where the walk expects it, or is none.
    pub fn shown(root: &B256, nodes: &[&[u8]], codes: &[&'a [u8]], parent_number: u64, ancestors: Vec<B256>) -> Result<Self, Refusal> {
        let mut shown = Shown::new(nodes);
        let accounts = Trie::shown(root, &mut shown).map_err(|_| Refusal::WitnessWrong)?;
        if !shown.is_used_up() {
            return Err(Refusal::WitnessWrong);
        }
        let mut by_hash = BTreeMap::new();
        for code in codes {
            by_hash.insert(keccak256(code), Code::Raw(code));
        }
        Ok(Self { accounts, known: AddressMap::default(), codes: by_hash, ancestors, parent_number })
    }

    /// Refuses a code that no account shown has: one that was changed is such a code.
    pub fn check_codes(&self) -> Result<(), Refusal> {
        let mut unowned: Vec<&B256> = self.codes.keys().collect();
        self.accounts.for_each(&mut |account| unowned.retain(|hash| **hash != account.code_hash));
        if unowned.is_empty() {
            Ok(())
        } else {
            Err(Refusal::WitnessWrong)
        }
    }

    fn known(&mut self, address: Address) -> Result<&mut Known, Missing> {
        if !self.known.contains_key(&address) {
            let key = keccak256(address);
            let info = self.accounts.get(&key)?.map(|account| AccountInfo {
                balance: account.balance,
                nonce: account.nonce,
                code_hash: account.code_hash,
                code: None,
                ..AccountInfo::default()
            });
            let known = Known { key, info, slots: U256Map::default(), wiped: false, changed: false };
            self.known.insert(address, known);
        }
        self.known.get_mut(&address).ok_or(Missing)
    }

    /// Takes over what a transaction changed.
    ///
    /// # Errors
    /// If it touched an account that the block had not asked for and the witness does not show.
    pub fn commit(&mut self, changes: EvmState) -> Result<(), Missing> {
        for (address, account) in changes {
            if !account.is_touched() {
                continue;
            }
            if let (true, Some(code)) = (account.is_created(), &account.info.code) {
                self.codes.entry(account.info.code_hash).or_insert_with(|| Code::Ready(code.clone()));
            }
            let destroyed = account.is_selfdestructed() || account.info.is_empty();
            let known = self.known(address)?;
            known.changed = true;
            if destroyed || account.is_created() {
                known.wiped = true;
                known.slots.clear();
            }
            if destroyed {
                known.info = None;
                continue;
            }
            known.info = Some(AccountInfo { code: None, ..account.info });
            known.slots.extend(account.storage.into_iter().map(|(slot, value)| (slot, value.present_value)));
        }
        Ok(())
    }

    /// Brings all changes into the tries; answers the root of what they make.
    ///
    /// Removals come last, so that a node is needed for them only if the state after the block needs it.
    pub fn root(mut self) -> Result<B256, Missing> {
        let known = core::mem::take(&mut self.known);
        let mut gone = Vec::new();
        for known in known.into_values().filter(|known| known.changed) {
            match &known.info {
                None => gone.push(known.key),
                Some(info) => update(&mut self.accounts, &known, info)?,
            }
        }
        for key in gone {
            self.accounts.remove(&key)?;
        }
        Ok(self.accounts.root())
    }
}

fn update(accounts: &mut Trie<Account>, known: &Known, info: &AccountInfo) -> Result<(), Missing> {
    let fresh = || Account { nonce: 0, balance: U256::ZERO, code_hash: KECCAK256_EMPTY, storage: Trie::empty() };
    if accounts.get(&known.key)?.is_none() {
        accounts.insert(&known.key, fresh())?;
    }
    let account = accounts.get_mut(&known.key)?.ok_or(Missing)?;
    account.nonce = info.nonce;
    account.balance = info.balance;
    account.code_hash = info.code_hash;
    if known.wiped {
        account.storage = Trie::empty();
    }
    let mut zeros = Vec::new();
    for (slot, value) in &known.slots {
        let key = keccak256(slot.to_be_bytes::<32>());
        if value.is_zero() {
            zeros.push(key);
        } else if account.storage.get(&key)? != Some(value) {
            account.storage.insert(&key, *value)?;
        }
    }
    for key in zeros {
        account.storage.remove(&key)?;
    }
    Ok(())
}

impl Database for State<'_> {
    type Error = Missing;

    fn basic(&mut self, address: Address) -> Result<Option<AccountInfo>, Missing> {
        Ok(self.known(address)?.info.clone())
    }

    fn code_by_hash(&mut self, hash: B256) -> Result<Bytecode, Missing> {
        if hash == KECCAK256_EMPTY {
            return Ok(Bytecode::default());
        }
        let code = self.codes.get_mut(&hash).ok_or(Missing)?;
        if let Code::Raw(bytes) = code {
            *code = Code::Ready(Bytecode::new_legacy(Bytes::copy_from_slice(bytes)));
        }
        match code {
            Code::Ready(code) => Ok(code.clone()),
            Code::Raw(_) => Err(Missing),
        }
    }

    fn storage(&mut self, address: Address, slot: U256) -> Result<U256, Missing> {
        let known = self.known(address)?;
        if let Some(value) = known.slots.get(&slot) {
            return Ok(*value);
        }
        let (key, wiped) = (known.key, known.wiped);
        let value = match self.accounts.get(&key)? {
            Some(account) if !wiped => account.storage.get(&keccak256(slot.to_be_bytes::<32>()))?.copied().unwrap_or(U256::ZERO),
            _ => U256::ZERO,
        };
        self.known(address)?.slots.insert(slot, value);
        Ok(value)
    }

    fn block_hash(&mut self, number: u64) -> Result<B256, Missing> {
        let back = self.parent_number.checked_sub(number).ok_or(Missing)?;
        self.ancestors.get(back as usize).copied().ok_or(Missing)
    }
}
