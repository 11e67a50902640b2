//! What the two kinds of tries hold.

use alloc::vec::Vec;

use alloy_primitives::{B256, U256};
use alloy_rlp::{Decodable, Encodable};
use alloy_trie::TrieAccount;

use crate::trie::{Shown, Trie, Value, WrongNode};

/// An account of the state trie, with as much of its storage as the witness shows.
pub struct Account {
    pub nonce: u64,
    pub balance: U256,
    pub code_hash: B256,
    pub storage: Trie<U256>,
}

impl Value for Account {
    fn encode(&mut self, out: &mut Vec<u8>) {
        let storage_root = self.storage.root();
        TrieAccount { nonce: self.nonce, balance: self.balance, storage_root, code_hash: self.code_hash }.encode(out);
    }

    fn show(mut rlp: &[u8], shown: &mut Shown) -> Result<Self, WrongNode> {
        let account = TrieAccount::decode(&mut rlp)?;
        if !rlp.is_empty() {
            return Err(WrongNode);
        }
        let storage = Trie::shown(&account.storage_root, shown)?;
        Ok(Self { nonce: account.nonce, balance: account.balance, code_hash: account.code_hash, storage })
    }
}

impl Value for U256 {
    fn encode(&mut self, out: &mut Vec<u8>) {
        Encodable::encode(self, out);
    }

    fn show(mut rlp: &[u8], _: &mut Shown) -> Result<Self, WrongNode> {
        let value = <Self as Decodable>::decode(&mut rlp)?;
        // What is zero is not stored.
        if !rlp.is_empty() || value.is_zero() {
            return Err(WrongNode);
        }
        Ok(value)
    }
}
