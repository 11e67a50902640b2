//! The block's transactions, one after the other.

use alloc::vec::Vec;

use alloy_consensus::{Eip658Value, Header, Receipt, ReceiptEnvelope, TxType};
use alloy_eips::eip2718::Encodable2718;
use alloy_eips::eip4788::BEACON_ROOTS_ADDRESS;
use alloy_primitives::{keccak256, Bloom, Log, B256, KECCAK256_EMPTY, U256};
use alloy_trie::root::{ordered_trie_root_encoded, ordered_trie_root_with_encoder};
use revm::context::result::{EVMError, ExecutionResult, InvalidTransaction};
use revm::context::{BlockEnv, CfgEnv, Context, ContextTr, Evm, FrameStack, Journal, TxEnv};
use revm::context_interface::block::BlobExcessGasAndPrice;
use revm::handler::instructions::EthInstructions;
use revm::handler::{EthFrame, SystemCallEvm};
use revm::interpreter::interpreter::EthInterpreter;
use revm::primitives::eip4844::BLOB_BASE_FEE_UPDATE_FRACTION_CANCUN;
use revm::primitives::hardfork::SpecId;
use revm::{Database, ExecuteEvm};

use crate::input::{Fork, Input};
use crate::precompiles::Precompiles;
use crate::refusal::Refusal;
use crate::state::State;
use crate::transaction::Signed;
use crate::trie::Missing;

type Machine<'a> = Context<BlockEnv, TxEnv, CfgEnv, State<'a>, Journal<State<'a>>, ()>;
type Processor<'a> =
    Evm<Machine<'a>, (), EthInstructions<EthInterpreter, Machine<'a>>, Precompiles, EthFrame<EthInterpreter>>;

/// The block's transactions with their senders.
pub fn signed(input: &Input) -> Result<Vec<Signed>, Refusal> {
    input.transactions.iter().map(|bytes| Signed::of(bytes, input.chain_id)).collect()
}

/// Runs transactions on a state; answers the header with all but its state root, the hash of all logs, and the state.
pub fn executed<'a>(
    input: &Input,
    mut header: Header,
    transactions: Vec<Signed>,
    state: State<'a>,
) -> Result<(Header, B256, State<'a>), Refusal> {
    let mut evm = processor(input, &header, state);
    begin(&mut evm, &header)?;
    let mut receipts = Vec::with_capacity(transactions.len());
    for Signed { kind, env } in transactions {
        if env.gas_limit > header.gas_limit - header.gas_used {
            return Err(Refusal::Gas);
        }
        let result = evm.transact(env).map_err(refusal)?;
        evm.ctx.db_mut().commit(result.state).map_err(|_| Refusal::WitnessMissing)?;
        header.gas_used += result.result.tx_gas_used();
        let receipt = receipt(kind, result.result, header.gas_used);
        header.logs_bloom |= *bloom(&receipt);
        receipts.push(receipt);
    }
    header.transactions_root = ordered_trie_root_encoded(&input.transactions);
    header.receipts_root = ordered_trie_root_with_encoder(&receipts, |receipt, out| receipt.encode_2718(out));
    Ok((header, logs_hash(&receipts), evm.ctx.journaled_state.database))
}

fn processor<'a>(input: &Input, header: &Header, state: State<'a>) -> Processor<'a> {
    let spec = match input.fork {
        Fork::Shanghai => SpecId::SHANGHAI,
        Fork::Cancun => SpecId::CANCUN,
    };
    let block = BlockEnv {
        number: U256::from(header.number),
        beneficiary: header.beneficiary,
        timestamp: U256::from(header.timestamp),
        gas_limit: header.gas_limit,
        basefee: header.base_fee_per_gas.unwrap_or_default(),
        difficulty: U256::ZERO,
        prevrandao: Some(header.mix_hash),
        blob_excess_gas_and_price: header
            .excess_blob_gas
            .map(|excess| BlobExcessGasAndPrice::new(excess, BLOB_BASE_FEE_UPDATE_FRACTION_CANCUN)),
        ..BlockEnv::default()
    };
    let cfg = CfgEnv::new_with_spec(spec).with_chain_id(input.chain_id);
    Evm {
        ctx: Context::<BlockEnv, TxEnv, CfgEnv, _, _, ()>::new(state, spec).with_cfg(cfg).with_block(block),
        inspector: (),
        instruction: EthInstructions::new_mainnet_with_spec(spec),
        precompiles: Precompiles::new(),
        frame_stack: FrameStack::new_prealloc(8),
    }
}

/// What a fork does before the first transaction: Cancun tells a contract the parent beacon block's root (EIP-4788), where that contract is.
fn begin(evm: &mut Processor, header: &Header) -> Result<(), Refusal> {
    let Some(root) = header.parent_beacon_block_root else {
        return Ok(());
    };
    let contract = evm.ctx.db_mut().basic(BEACON_ROOTS_ADDRESS).map_err(|_| Refusal::WitnessMissing)?;
    if contract.is_none_or(|account| account.code_hash == KECCAK256_EMPTY) {
        return Ok(());
    }
    let result = evm.system_call(BEACON_ROOTS_ADDRESS, root.0.into()).map_err(refusal)?;
    evm.ctx.db_mut().commit(result.state).map_err(|_| Refusal::WitnessMissing)
}

fn receipt(kind: TxType, result: ExecutionResult, cumulative_gas_used: u64) -> ReceiptEnvelope {
    let status = Eip658Value::Eip658(result.is_success());
    ReceiptEnvelope::from_typed(kind, Receipt { status, cumulative_gas_used, logs: result.into_logs() })
}

fn logs_hash(receipts: &[ReceiptEnvelope]) -> B256 {
    let logs: Vec<&Log> = receipts.iter().flat_map(|receipt| receipt.logs()).collect();
    let mut rlp = Vec::new();
    alloy_rlp::encode_list::<&Log, Log>(&logs, &mut rlp);
    keccak256(rlp)
}

fn bloom(receipt: &ReceiptEnvelope) -> &Bloom {
    receipt.logs_bloom()
}

fn refusal(error: EVMError<Missing>) -> Refusal {
    match error {
        EVMError::Database(Missing) => Refusal::WitnessMissing,
        EVMError::Transaction(invalid) => match invalid {
            InvalidTransaction::NonceTooHigh { .. }
            | InvalidTransaction::NonceTooLow { .. }
            | InvalidTransaction::NonceOverflowInTransaction => Refusal::Nonce,
            InvalidTransaction::LackOfFundForMaxFee { .. } | InvalidTransaction::OverflowPaymentInTransaction => Refusal::Balance,
            InvalidTransaction::CallGasCostMoreThanGasLimit { .. }
            | InvalidTransaction::CallerGasLimitMoreThanBlock
            | InvalidTransaction::GasPriceLessThanBasefee
            | InvalidTransaction::PriorityFeeGreaterThanMaxFee => Refusal::Gas,
            InvalidTransaction::InvalidChainId | InvalidTransaction::MissingChainId => Refusal::ChainId,
            _ => Refusal::Rule,
        },
        EVMError::Header(_) => Refusal::Header,
        EVMError::Custom(_) | EVMError::CustomAny(_) => Refusal::Unsupported,
    }
}
