"""Ethereum's executable specification (package ethereum-execution) as the other side of a comparison, and the guest's input in Python.

    pip install ethereum-execution==2.20.0
"""

import importlib
from dataclasses import dataclass, field

import coincurve
from ethereum.crypto.hash import keccak256
from ethereum_rlp import rlp
from ethereum_types.bytes import Bytes, Bytes0, Bytes20, Bytes32
from ethereum_types.numeric import U64, U256, Uint

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
EMPTY = keccak256(rlp.encode(b""))
FORKS = {"Shanghai": 1, "Cancun": 2}


@dataclass
class Person:
    nonce: int = 0
    balance: int = 0
    code: bytes = b""
    storage: dict = field(default_factory=dict)


@dataclass
class Frame:
    """What stands around a block's transactions. The parent has the same base fee and used half of its gas."""

    fork: str
    chain: int = 1
    beneficiary: bytes = b"\xbe" * 20
    number: int = 1
    time: int = 1000
    gas_limit: int = 30_000_000
    base_fee: int = 10
    random: bytes = b"\x5a" * 32


@dataclass
class Outcome:
    root: bytes
    logs: bytes
    gas: int
    receipts: bytes
    bloom: bytes
    transactions: bytes


def module(fork, name):
    return importlib.import_module(f"ethereum.forks.{fork.lower()}.{name}")


class Refused(Exception):
    """The specification does not let a transaction into the block."""


def execute(frame, world, transactions, parent_hash=b"\0" * 32):
    """Runs signed transactions on a state of persons by address."""
    fork, state = module(frame.fork, "fork"), module(frame.fork, "state")
    trie, vm = module(frame.fork, "trie"), module(frame.fork, "vm")
    account = module(frame.fork, "fork_types").Account
    pre = state.State()
    for address, person in world.items():
        state.set_account(pre, Bytes20(address), account(Uint(person.nonce), U256(person.balance), Bytes(person.code)))
        for slot, value in person.storage.items():
            state.set_storage(pre, Bytes20(address), Bytes32(slot.to_bytes(32, "big")), U256(value))
    more = {"excess_blob_gas": U64(0), "parent_beacon_block_root": Bytes32(b"\0" * 32)} if frame.fork == "Cancun" else {}
    block = vm.BlockEnvironment(
        chain_id=U64(frame.chain), state=pre, block_gas_limit=Uint(frame.gas_limit), block_hashes=[Bytes32(parent_hash)],
        coinbase=Bytes20(frame.beneficiary), number=Uint(frame.number), base_fee_per_gas=Uint(frame.base_fee), time=U256(frame.time),
        prev_randao=Bytes32(frame.random), **more)
    decoded = tuple(signed(frame.fork, bytes_) for bytes_ in transactions)
    try:
        output = fork.apply_body(block, decoded, ())
    except Exception as refusal:
        from ethereum.exceptions import EthereumException
        from ethereum_rlp.exceptions import RLPException
        if isinstance(refusal, (EthereumException, RLPException, OverflowError)):
            raise Refused(type(refusal).__name__) from refusal
        raise
    return Outcome(
        root=state.state_root(pre), logs=keccak256(rlp.encode(output.block_logs)), gas=int(output.block_gas_used),
        receipts=trie.root(output.receipts_trie), bloom=module(frame.fork, "bloom").logs_bloom(output.block_logs),
        transactions=trie.root(output.transactions_trie))


def signed(fork, encoded):
    """A transaction as the specification takes it in a block: legacy ones taken apart, others as bytes."""
    if encoded[0] < 0x80:
        return Bytes(encoded)
    return rlp.decode_to(module(fork, "transactions").LegacyTransaction, encoded)


@dataclass
class Transaction:
    """What is signed; kind 0 (chain 0: as before EIP-155), 1 or 2."""

    key: bytes
    nonce: int = 0
    to: bytes = b""
    value: int = 0
    data: bytes = b""
    gas: int = 1_000_000
    price: int = 20
    tip: int = 1
    kind: int = 0
    chain: int = 1
    access: list = field(default_factory=list)
    forged: object = None

    def encoded(self):
        """The signed bytes; `forged`, if there is one, makes another r, s, parity out of the digest and those."""
        tail = [self.to, number(self.value), self.data]
        if self.kind == 0:
            body = [number(self.nonce), number(self.price), number(self.gas)] + tail
            message = rlp.encode(body + ([number(self.chain), b"", b""] if self.chain else []))
        else:
            fees = [number(self.price)] if self.kind == 1 else [number(self.tip), number(self.price)]
            access = [[address, [slot.to_bytes(32, "big") for slot in slots]] for address, slots in self.access]
            body = [number(self.chain), number(self.nonce)] + fees + [number(self.gas)] + tail + [access]
            message = bytes([self.kind]) + rlp.encode(body)
        digest = keccak256(message)
        signature = coincurve.PrivateKey(self.key).sign_recoverable(digest, hasher=None)
        r, s, odd = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big"), signature[64]
        if self.forged:
            r, s, odd = self.forged(int.from_bytes(digest, "big"), r, s, odd)
        v = odd if self.kind else (odd + 35 + 2 * self.chain if self.chain else odd + 27)
        encoded = rlp.encode(body + [number(v), number(r), number(s)])
        return bytes([self.kind]) + encoded if self.kind else encoded


def address_of(key):
    return bytes(keccak256(coincurve.PrivateKey(key).public_key.format(compressed=False)[1:])[12:])


def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def nibbles(key):
    return [half for byte in key for half in (byte >> 4, byte & 15)]


def path(part, leaf):
    odd = len(part) % 2
    flags = (2 if leaf else 0) + odd
    whole = [flags] + part if odd else [flags, 0] + part
    return bytes(16 * a + b for a, b in zip(whole[::2], whole[1::2]))


def witness(leaves, below=lambda key: []):
    """The root of a trie of values by nibbles, and all its nodes in the order of the guest's walk."""
    nodes = []

    def shown(part, depth):
        """The node as its parent names it; nodes of its own hash are appended in front of what is below them."""
        at = len(nodes)
        nodes.append(b"")
        first = min(part)
        if len(part) == 1:
            node = [path(list(first[depth:]), True), part[first]]
            nodes.extend(below(first))
        else:
            last, fork = max(part), depth
            while first[fork] == last[fork]:
                fork += 1
            if fork > depth:
                node = [path(list(first[depth:fork]), False), shown(part, fork)]
            else:
                children = [{k: v for k, v in part.items() if k[depth] == i} for i in range(16)]
                node = [shown(child, depth + 1) if child else b"" for child in children] + [b""]
        encoded = rlp.encode(node)
        if len(encoded) < 32 and depth:
            del nodes[at]
            return node
        nodes[at] = encoded
        return keccak256(encoded)

    return (shown(leaves, 0), nodes) if leaves else (EMPTY, [])


def shown_state(world):
    """Root, nodes and codes of a whole state."""
    owners, leaves, storages = {}, {}, {}
    for address, person in world.items():
        key = tuple(nibbles(keccak256(address)))
        slots = {tuple(nibbles(keccak256(slot.to_bytes(32, "big")))): rlp.encode(number(value)) for slot, value in person.storage.items() if value}
        root, storages[key] = witness(slots)
        owners[key] = person
        leaves[key] = rlp.encode([number(person.nonce), number(person.balance), root, keccak256(person.code)])
    root, nodes = witness(leaves, lambda key: storages[key])
    return root, nodes, sorted({person.code for person in world.values() if person.code})


def headers(frame, world_root):
    """The parent's header as a list, and the free fields of the block."""
    header = [
        b"\0" * 32, keccak256(rlp.encode([])), frame.beneficiary, world_root, EMPTY, EMPTY, b"\0" * 256, b"", number(frame.number - 1),
        number(frame.gas_limit), number(frame.gas_limit // 2), number(frame.time - 1), b"", b"\0" * 32, b"\0" * 8, number(frame.base_fee), EMPTY]
    fields = [frame.beneficiary, number(frame.time), number(frame.gas_limit), frame.random, b""]
    if frame.fork == "Cancun":
        header += [b"", b"", b"\0" * 32]
        fields.append(b"\0" * 32)
    return header, fields


def guest_input(frame, world, transactions):
    """The guest's input, whose form is told in src/input.rs."""
    root, nodes, codes = shown_state(world)
    header, fields = headers(frame, root)

    def string(text):
        return len(text).to_bytes(4, "little") + text + b"\0" * (-len(text) % 4)

    def strings(some):
        return len(some).to_bytes(4, "little") + b"".join(map(string, some))

    head = b"BEV1" + frame.chain.to_bytes(8, "little") + FORKS[frame.fork].to_bytes(4, "little")
    return head + string(rlp.encode(header)) + string(rlp.encode(fields)) + strings([]) + strings(transactions) + strings(nodes) + strings(codes)


def guest_output(frame, world, outcome):
    """What the guest must write, by what the specification says of the block."""
    root = shown_state(world)[0]
    header, fields = headers(frame, root)
    block = list(header)
    block[0] = keccak256(rlp.encode(header))
    block[3], block[4], block[5], block[6] = outcome.root, outcome.transactions, outcome.receipts, outcome.bloom
    block[8], block[10], block[11] = number(frame.number), number(outcome.gas), fields[1]
    block[12], block[13] = fields[4], frame.random
    head = frame.chain.to_bytes(8, "little") + FORKS[frame.fork].to_bytes(4, "little")
    return head + root + outcome.root + outcome.receipts + keccak256(rlp.encode(block))
