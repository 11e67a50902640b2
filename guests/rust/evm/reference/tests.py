"""Makes state tests of our own in the JSON form of Ethereum's: states and transactions from here, roots and logs from Ethereum's executable specification.

    pip install ethereum-execution==2.20.0
    python3 tests.py OUT.json
"""

import json
import sys

import spec
from spec import Frame, Person, Refused, Transaction

KEY = b"\x07" * 32
SENDER = spec.address_of(KEY)
CONTRACT, OTHER, EMPTY_ONE, RICH = (bytes([byte]) * 20 for byte in (0xC0, 0x0C, 0xEE, 0x11))
BOTH = ["Shanghai", "Cancun"]
OPS = {name: code for code, name in enumerate(
    "STOP ADD MUL SUB DIV SDIV MOD SMOD ADDMOD MULMOD EXP SIGNEXTEND - - - - LT GT SLT SGT EQ ISZERO AND OR XOR NOT BYTE SHL SHR SAR - - KECCAK256".split())}
OPS.update({name: 0x30 + code for code, name in enumerate(
    "ADDRESS BALANCE ORIGIN CALLER CALLVALUE CALLDATALOAD CALLDATASIZE CALLDATACOPY CODESIZE CODECOPY GASPRICE EXTCODESIZE EXTCODECOPY RETURNDATASIZE "
    "RETURNDATACOPY EXTCODEHASH BLOCKHASH COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBHASH BLOBBASEFEE - - - - - "
    "POP MLOAD MSTORE MSTORE8 SLOAD SSTORE JUMP JUMPI PC MSIZE GAS JUMPDEST TLOAD TSTORE MCOPY PUSH0".split())})
OPS.update({f"LOG{n}": 0xA0 + n for n in range(5)})
OPS.update({f"DUP{n}": 0x7F + n for n in range(1, 17)} | {f"SWAP{n}": 0x8F + n for n in range(1, 17)})
OPS.update(CREATE=0xF0, CALL=0xF1, CALLCODE=0xF2, RETURN=0xF3, DELEGATECALL=0xF4, CREATE2=0xF5, STATICCALL=0xFA, REVERT=0xFD, INVALID=0xFE, SELFDESTRUCT=0xFF)
EDGES = [0, 1, 2, 31, 256, (1 << 128) + 5, 1 << 255, (1 << 256) - 2, (1 << 256) - 1]


def push(value, size=0):
    size = size or max(1, (value.bit_length() + 7) // 8)
    return bytes([0x5F + size]) + value.to_bytes(size, "big")


def asm(*parts):
    """Code of names of operations, numbers and addresses to push, and bytes of Code."""
    code = b""
    for part in parts:
        if isinstance(part, str):
            code += bytes(OPS[name] for name in part.split())
        elif isinstance(part, int):
            code += push(part)
        elif isinstance(part, Raw):
            code += part
        else:
            code += push(int.from_bytes(part, "big"), 20)
    return code


class Raw(bytes):
    """Bytes that are code already."""


def in_memory(data):
    """Puts bytes into memory from 0 on."""
    return Raw(b"".join(asm(int.from_bytes(data[at:at + 32].ljust(32, b"\0"), "big"), at, "MSTORE") for at in range(0, len(data), 32)))


def kept(slot):
    return Raw(asm(slot, "SSTORE"))


def call(kind, to, value=0, gas=50_000, size=0, out=32):
    """A call with memory from 0 on; leaves whether it succeeded."""
    return Raw(asm(out, 0, size, 0, *([value] if kind in ("CALL", "CALLCODE") else []), to, gas, kind))


def created(kind, init, value=0, salt=5):
    return Raw(asm(in_memory(init), *([salt] if kind == "CREATE2" else []), len(init), 0, value, kind))


def leaves(code):
    """Creation code that leaves some code behind."""
    return asm(in_memory(code), len(code), 0, "RETURN")


class Tests:
    def __init__(self):
        self.tests = {}

    def add(self, name, code=b"", people=(), forks=BOTH, frame=None, world=None, **transaction):
        tx = Transaction(KEY, **({"nonce": 1, "to": CONTRACT, "gas": 2_000_000} | transaction))
        state = {SENDER: Person(1, 10**18), CONTRACT: Person(1, 1000, bytes(code), {1: 5, 2: 6, 9: 1})}
        state |= {OTHER: Person(0, 7), RICH: Person(3, 10**20)}
        state |= dict(people) | dict(world or {})
        post = {}
        for fork in forks:
            around = Frame(fork, **(frame or {}))
            try:
                outcome = spec.execute(around, state, [tx.encoded()])
                end = {"hash": outcome.root, "logs": outcome.logs}
            except Refused as refusal:
                end = {"hash": spec.shown_state(state)[0], "logs": spec.keccak256(spec.rlp.encode([])), "expectException": str(refusal)}
            post[fork] = [{k: v if isinstance(v, str) else "0x" + v.hex() for k, v in end.items()} | {"txbytes": "0x" + tx.encoded().hex()}]
        assert name not in self.tests, name
        self.tests[name] = {"env": env(Frame("Cancun", **(frame or {}))), "pre": {"0x" + a.hex(): shown(p) for a, p in state.items()}, "post": post}


def env(frame):
    values = {"Number": frame.number, "Timestamp": frame.time, "GasLimit": frame.gas_limit, "BaseFee": frame.base_fee, "ExcessBlobGas": 0}
    said = {"current" + name: hex(value) for name, value in values.items()}
    return said | {"currentCoinbase": "0x" + frame.beneficiary.hex(), "currentRandom": "0x" + frame.random.hex()}


def shown(person):
    return {"nonce": hex(person.nonce), "balance": hex(person.balance), "code": "0x" + person.code.hex(),
            "storage": {hex(slot): hex(value) for slot, value in person.storage.items()}}


def main():
    import state_cases
    tests = Tests()
    state_cases.add_all(tests)
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(test, separators=(',', ':'))}" for name, test in tests.tests.items()) + "\n}\n")
    print(f"{len(tests.tests)} tests, {sum(len(test['post']) for test in tests.tests.values())} cases")


if __name__ == "__main__":
    main()
