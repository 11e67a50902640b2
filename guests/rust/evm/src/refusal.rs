//! Why a block is refused.

/// Each has an exit code of its own; none leaves an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Refusal {
    /// The input does not have the form that `input.rs` tells.
    Malformed = 10,
    /// The block needs a node, a code or an ancestor that the witness lacks.
    WitnessMissing = 11,
    /// A node or code of the witness belongs to nothing that the parent's root names, or is no node.
    WitnessWrong = 12,
    /// The header breaks a rule that binds it to its parent.
    Header = 13,
    /// A transaction is no transaction of this fork.
    TransactionForm = 14,
    /// No key has that signature, or its s is high.
    Signature = 15,
    /// A transaction is of another chain.
    ChainId = 16,
    Nonce = 17,
    /// The sender cannot pay.
    Balance = 18,
    /// A gas limit is too low for the transaction or too high for the block, or its price below the base fee.
    Gas = 19,
    /// Another rule of the fork forbids the transaction.
    Rule = 20,
    /// The block calls what this guest leaves out.
    Unsupported = 21,
}

impl Refusal {
    pub fn exit_code(self) -> u32 {
        self as u32
    }
}
