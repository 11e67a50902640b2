"""What the state tests of our own are of."""

from spec import ORDER, Person
from tests import (CONTRACT, EDGES, EMPTY_ONE, OPS, OTHER, RICH, SENDER, Raw, asm, call, created, in_memory, kept, leaves)

CANCUN = ["Cancun"]
BINARY = "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR".split()
CALLS = ["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"]
G = (1, 2)
GENERATOR_X = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798
BN254_P = 21888242871839275222246405745257275088696311157297823662689037894645226208583
BN254_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617
G2 = [11559732032986387107991004021392285783925812861821192530917403151452391805634,
      10857046999023057135944570762232829481370756359578518086990519993285655852781,
      4082367875863433681332203403145435568316851327593401208105741076214120093531,
      8495653923123431417604973247489272438418190587263600148770280649306958101930]


def words(*numbers):
    return b"".join(n.to_bytes(32, "big") for n in numbers)


def add_all(tests):
    for family in (arithmetic, surroundings, storage, memory, calls, creations, destructions, logs, contracts, flow, transactions, refusals, clearing, cancun):
        family(tests)


def arithmetic(tests):
    """All pairs of edge operands through an operation; the hash of all results is stored."""
    edges = in_memory(words(*EDGES))
    size, many = 32 * len(EDGES), len(EDGES) ** 2
    for name in BINARY:
        results = b"".join(
            asm(32 * j, "MLOAD", 32 * i, "MLOAD", name, size + 32 * (len(EDGES) * i + j), "MSTORE") for i in range(len(EDGES)) for j in range(len(EDGES)))
        tests.add(f"arithmetic/{name}", asm(edges, Raw(results), 32 * many, size, "KECCAK256", kept(1)))
    for name in ("ISZERO", "NOT"):
        results = b"".join(asm(32 * i, "MLOAD", name, size + 32 * i, "MSTORE") for i in range(len(EDGES)))
        tests.add(f"arithmetic/{name}", asm(edges, Raw(results), size, size, "KECCAK256", kept(1)))
    for name in ("ADDMOD", "MULMOD"):
        some = [(a, b, m) for a in EDGES[5:] for b in EDGES[5:] for m in (0, 1, 7, EDGES[5], EDGES[6], EDGES[8])]
        tests.add(f"arithmetic/{name}", asm(*[Raw(asm(m, b, a, name, 32 * i, "MSTORE")) for i, (a, b, m) in enumerate(some)], 32 * len(some), 0, "KECCAK256", kept(1)))


def surroundings(tests):
    names = ("ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE TIMESTAMP NUMBER PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE PC MSIZE GAS").split()
    for kind in (0, 1, 2):
        tests.add(f"surroundings/type{kind}", asm(*[Raw(asm(name, kept(i))) for i, name in enumerate(names)]), value=3, data=b"\1\0\2", kind=kind, tip=2, price=30)
    for name in ("BALANCE", "EXTCODESIZE", "EXTCODEHASH"):
        asked = [SENDER, CONTRACT, OTHER, EMPTY_ONE, 1, 9, (1 << 160) + 5]
        tests.add(f"surroundings/{name}", asm(*[Raw(asm(a, name, kept(i))) for i, a in enumerate(asked)]))
    copied = asm(40, 3, 0, CONTRACT, "EXTCODECOPY", 64, 1 << 200, 64, OTHER, "EXTCODECOPY", 10, 5, 100, "CODECOPY", 99, 2, 130, "CALLDATACOPY", 250, 0, "KECCAK256", kept(1))
    tests.add("surroundings/copies", copied, data=bytes(range(70)))
    tests.add("surroundings/calldataload", asm(0, "CALLDATALOAD", kept(1), 60, "CALLDATALOAD", kept(2), 1 << 255, "CALLDATALOAD", kept(9)), data=bytes(range(1, 71)))


def storage(tests):
    """Gas of writes by what was there before, at first and now (EIP-2200, EIP-2929, EIP-3529)."""
    for first, second in [(0, 0), (0, 3), (5, 0), (5, 5), (5, 7), (7, 0), (7, 5), (0, 5), (3, 0)]:
        for slot in (1, 3):
            tests.add(f"storage/slot{slot}-{first}-{second}", asm("GAS", first, slot, "SSTORE", "GAS", second, slot, "SSTORE", "GAS", slot, "SLOAD", "POP", "GAS", kept(20), kept(21), kept(22), kept(23)))
    tests.add("storage/cleared", asm(0, 1, "SSTORE", 0, 2, "SSTORE", 0, 9, "SSTORE"))
    tests.add("storage/too-little-gas-for-a-write", asm(7, 1, "SSTORE"), gas=21_000 + 6 + 2300)
    tests.add("storage/many", asm(*[Raw(asm(i + 1, 1 << i, "SSTORE")) for i in range(60)]), gas=3_000_000)


def memory(tests):
    for offset in (0, 31, 1000, 100_000, 1 << 32, 1 << 64, (1 << 256) - 1):
        tests.add(f"memory/at-{offset:x}", asm(77, offset, "MSTORE", offset, "MLOAD", kept(1), "MSIZE", kept(2)))
        tests.add(f"memory/nothing-at-{offset:x}", asm(0, offset, "KECCAK256", kept(1), "MSIZE", kept(2)))
    tests.add("memory/byte", asm(0x1234, 5, "MSTORE8", 0, "MLOAD", kept(1)))


def calls(tests):
    answers = asm("CALLER", 0, "MSTORE", "CALLVALUE", 32, "MSTORE", 1, 7, "SSTORE", "ADDRESS", 64, "MSTORE", 96, 0, "RETURN")
    targets = {"answers": answers, "reads": asm("GAS", 0, "MSTORE", 32, 0, "RETURN"), "reverts": asm(9, 0, "MSTORE", 1, 1, "SSTORE", 32, 0, "REVERT"),
               "invalid": asm("INVALID"), "underflow": asm("POP"), "calls-back": asm(call("CALL", CONTRACT, 0, 9000), kept(3))}
    for kind in CALLS:
        for name, code in targets.items():
            for value in ((0, 1) if kind in ("CALL", "CALLCODE") else (0,)):
                caller = asm(call(kind, RICH, value, out=96), kept(1), "RETURNDATASIZE", kept(2), 96, 0, "KECCAK256", kept(3), "GAS", kept(4))
                tests.add(f"calls/{kind}-{name}-{value}", caller, {RICH: Person(1, 50, code)})
        for name, to in (("nobody", EMPTY_ONE), ("identity", b"\0" * 19 + b"\4"), ("itself", CONTRACT)):
            tests.add(f"calls/{kind}-{name}", asm(call(kind, to, 0, 30_000, 64), kept(1), "GAS", kept(2)))
    tests.add("calls/too-much-value", asm(call("CALL", OTHER, 1001), kept(1), "GAS", kept(2)))
    tests.add("calls/value-to-nobody", asm(call("CALL", EMPTY_ONE, 1, 0), kept(1), "GAS", kept(2)))
    tests.add("calls/value-in-static", asm(call("STATICCALL", RICH), kept(1)), {RICH: Person(1, 5, asm(call("CALL", OTHER, 1), "POP"))})
    tests.add("calls/returned-beyond-its-end", asm(call("CALL", RICH), "POP", 33, 0, 0, "RETURNDATACOPY", 1, kept(1)), {RICH: Person(1, 0, asm(32, 0, "RETURN"))})
    tests.add("calls/all-but-a-64th", asm(call("CALL", CONTRACT, 0, (1 << 256) - 1), "GAS", "POP", "GAS", kept(1)), gas=300_000)
    deep = asm(1, "SLOAD", 1, "ADD", kept(1), call("CALL", CONTRACT, 0, (1 << 64)), "POP")
    tests.add("calls/deep", deep, gas=20_000_000)


def creations(tests):
    inits = {"plain": leaves(asm(1, 0, "SSTORE")), "nothing": b"", "reverts": asm(7, 0, "MSTORE", 32, 0, "REVERT"), "ef": leaves(b"\xef\0"), "invalid": b"\xfe",
             "stores": asm(5, 5, "SSTORE", 0, 0, "RETURN"), "longest": asm(24576, 0, "RETURN"), "too-long": asm(24577, 0, "RETURN"),
             "nested": asm(created("CREATE", leaves(b"\0")), kept(1), 0, 0, "RETURN"), "destroyed": asm(OTHER, "SELFDESTRUCT")}
    for name, init in inits.items():
        for kind in ("CREATE", "CREATE2"):
            tests.add(f"creations/{kind}-{name}", asm(created(kind, init, 1), kept(1), "RETURNDATASIZE", kept(2), "GAS", kept(3)), gas=8_000_000)
        tests.add(f"creations/transaction-{name}", to=b"", data=init, value=2, gas=8_000_000)
    tests.add("creations/twice", asm(created("CREATE2", leaves(b"\0")), kept(1), created("CREATE2", leaves(b"\0")), kept(2)))
    tests.add("creations/init-code-too-long", asm(49_153, 0, 0, "CREATE", kept(1)), gas=8_000_000)
    tests.add("creations/init-code-of-most-length", asm(49_152, 0, 0, "CREATE", kept(1)), gas=8_000_000)
    tests.add("creations/no-money", asm(created("CREATE", b"\0", 5000), kept(1)))
    tests.add("creations/nonce-at-its-end", asm(created("CREATE", b"\0"), kept(1)), {CONTRACT: Person((1 << 64) - 2, 9, asm(created("CREATE", b"\0"), kept(1), created("CREATE", b"\0"), kept(2)))})


def destructions(tests):
    for name, heir in (("other", OTHER), ("nobody", EMPTY_ONE), ("itself", CONTRACT), ("sender", SENDER), ("beneficiary", b"\xbe" * 20)):
        tests.add(f"destructions/{name}", asm(heir, "SELFDESTRUCT"))
        tests.add(f"destructions/{name}-of-a-new-one", asm(created("CREATE", asm(heir if heir != CONTRACT else Raw(asm("ADDRESS")), "SELFDESTRUCT"), 3), kept(1)))
    again = asm(call("CALL", RICH), kept(1), call("CALL", RICH, 4), kept(2), RICH, "BALANCE", kept(3), RICH, "EXTCODESIZE", kept(4))
    tests.add("destructions/called-again", again, {RICH: Person(1, 40, asm(OTHER, "SELFDESTRUCT"), {1: 2})})
    tests.add("destructions/reverted", asm(call("CALL", RICH), kept(1)), {RICH: Person(1, 40, asm(call("DELEGATECALL", OTHER), "POP", 0, 0, "REVERT")), OTHER: Person(1, 1, asm(SENDER, "SELFDESTRUCT"))})


def logs(tests):
    for n in range(5):
        tests.add(f"logs/{n}", asm(in_memory(bytes(range(64))), *[1 << (50 * i) for i in range(n)], 45, 3, f"LOG{n}", 0, 0, "LOG0", 1, 200, 0, "LOG1"))
    tests.add("logs/static", asm(call("STATICCALL", RICH), kept(1)), {RICH: Person(1, 0, asm(0, 0, "LOG0"))})
    tests.add("logs/reverted", asm(call("CALL", RICH), kept(1), 1, 0, "LOG0"), {RICH: Person(1, 0, asm(1, 0, "LOG0", 0, 0, "REVERT"))})
    tests.add("logs/of-a-reverted-transaction", asm(1, 0, "LOG0", 0, 0, "REVERT"))
    tests.add("logs/of-others", asm(call("DELEGATECALL", RICH), kept(1), call("CALL", RICH), kept(2)), {RICH: Person(1, 0, asm(77, 0, "MSTORE", "CALLER", 32, 0, "LOG1"))})


def contracts(tests):
    """The contracts 1 to 9, with enough gas, a little less, and input cut short."""
    digest, r = (0x1234).to_bytes(32, "big"), (1 << 250) + 9
    signatures = [(27, r, 1), (28, r, 5), (27, 0, 5), (29, r, 5), (28, r, (1 << 256) - 1), (27, 5, 5), (28, r, (1 << 255) + 3)]
    inputs = [(1, digest + words(*some)) for some in signatures] + [(n, bytes(range(size))) for n in (2, 3, 4) for size in (0, 1, 55, 56, 64, 119, 200)]
    inputs += [(5, words(a, e, m) + b"\3" * a + b"\5" * e + b"\7" * m) for a, e, m in [(1, 1, 1), (32, 32, 32), (0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0), (40, 3, 40), (64, 64, 65)]]
    inputs += [(5, words(1, 1, 1) + b"\5\0\0"), (5, words(1, 1, 1) + b"\5\3\1"), (5, words((1 << 255), 1, 1)), (5, words(1, 1, 2) + b"\5\3\1\0")]
    negative = (1, BN254_P - 2)
    inputs += [(6, words(*some)) for some in [(*G, *G), (*G, *negative), (0, 0, *G), (0, 0, 0, 0), (1, 3, 0, 0), (BN254_P, 0, 0, 0), (1, BN254_P + 2, 0, 0)]]
    inputs += [(7, words(*G, n)) for n in (0, 1, 2, 9, BN254_ORDER - 1, BN254_ORDER, (1 << 256) - 1)] + [(7, words(5, 5, 1))]
    pair = words(*G, *G2)
    inputs += [(8, data) for data in [b"", pair, pair + words(*negative, *G2), pair[:-1], words(0, 0, *G2), words(*G, 0, 0, 0, 0), words(*G, *G2[:3], 5)]]
    block = bytes(range(64)) + bytes(128) + (3).to_bytes(8, "little") + bytes(8)
    inputs += [(9, rounds.to_bytes(4, "big") + block + bytes([last])) for rounds, last in [(0, 1), (1, 0), (12, 1), (12, 2)]] + [(9, b"\0" * 212)]
    for at, (n, data) in enumerate(inputs):
        for gas in (300_000, 100):
            said = asm(in_memory(data), call("STATICCALL", n, 0, gas, len(data), 0), kept(1), "RETURNDATASIZE", "PUSH0 PUSH0 RETURNDATACOPY", "RETURNDATASIZE", 0, "KECCAK256", kept(2), "GAS", kept(3))
            tests.add(f"contracts/{n}-input{at}-gas{gas}", said)


def flow(tests):
    tests.add("flow/stack-of-1024", bytes([OPS["PUSH0"]]) * 1024 + asm(1))
    tests.add("flow/stack-of-1023-and-a-write", bytes([OPS["PUSH0"]]) * 1021 + asm(1, 1, "SSTORE"))
    for name, code in {"underflow": asm("ADD"), "invalid": asm("INVALID"), "unknown": b"\x0c", "into-data": asm(1, "JUMP") + b"\x61\x5b\x5b", "beyond": asm(999, "JUMP"),
                       "far-beyond": asm(1 << 200, "JUMP"), "to-itself": asm("JUMPDEST", 0, "JUMP"), "loop": asm(50, "JUMPDEST", 1, "SWAP1", "SUB", "DUP1", 2, "JUMPI", kept(1))}.items():
        tests.add(f"flow/{name}", code, gas=200_000)
    tests.add("flow/swaps-and-dups", asm(*range(1, 18), *[f"DUP{n}" for n in range(1, 17)], *[f"SWAP{n}" for n in range(1, 17)], *[kept(i) for i in range(30, 50)]))
    tests.add("flow/out-of-gas", asm(1, 1, "SSTORE", "JUMPDEST", 5, "JUMP"), gas=60_000)


def transactions(tests):
    data = bytes([0, 0, 1, 2, 0, 3])
    for kind, chain in ((0, 1), (0, 0), (1, 1), (2, 1)):
        name = f"type{kind}" if chain else "type0-of-no-chain"
        tests.add(f"transactions/{name}-to-a-person", to=OTHER, value=5, kind=kind, chain=chain, data=data)
        tests.add(f"transactions/{name}-to-nobody", to=EMPTY_ONE, value=0, kind=kind, chain=chain)
        tests.add(f"transactions/{name}-creates", to=b"", kind=kind, chain=chain, data=leaves(asm("ADDRESS", kept(1))))
    access = [(CONTRACT, [1, 2, 1]), (OTHER, []), (CONTRACT, [5])]
    for kind in (1, 2):
        tests.add(f"transactions/access-list-type{kind}", asm("GAS", 1, "SLOAD", "POP", "GAS", 7, "SLOAD", "POP", "GAS", OTHER, "BALANCE", "POP", "GAS", kept(1), kept(2), kept(3), kept(4)), kind=kind, access=access)
    for price, tip in ((10, 0), (10, 10), (11, 5), (1000, 0), (1000, 1000)):
        tests.add(f"transactions/fee-{price}-{tip}", asm("GASPRICE", kept(1)), kind=2, price=price, tip=tip)
    tests.add("transactions/just-enough-gas", to=OTHER, gas=21_000)
    tests.add("transactions/just-enough-for-data", to=OTHER, data=data, gas=21_000 + 3 * 4 + 3 * 16)
    tests.add("transactions/all-the-money", to=OTHER, gas=21_000, price=10, value=10**18 - 210_000)
    tests.add("transactions/to-oneself", to=SENDER, value=1)
    tests.add("transactions/to-a-contract-of-the-fork", to=b"\0" * 19 + b"\2", data=data, value=1)
    tests.add("transactions/sender-is-beneficiary", asm("COINBASE", "BALANCE", kept(1)), frame={"beneficiary": SENDER})
    tests.add("transactions/free-block", asm("BASEFEE", kept(1)), frame={"base_fee": 7}, price=7)


def refusals(tests):
    """Transactions that no block may have."""
    tests.add("refusals/nonce-low", nonce=0)
    tests.add("refusals/nonce-high", nonce=2)
    tests.add("refusals/nonce-at-its-end", nonce=(1 << 64) - 1, world={SENDER: Person((1 << 64) - 1, 10**18)})
    tests.add("refusals/balance", value=10**18)
    tests.add("refusals/balance-for-gas", gas=29_000_000, price=10**12, kind=2)
    tests.add("refusals/intrinsic-gas", gas=20_999)
    tests.add("refusals/intrinsic-gas-of-data", gas=21_015, data=b"\1")
    tests.add("refusals/intrinsic-gas-of-a-list", gas=23_399, kind=1, access=[(OTHER, [])])
    tests.add("refusals/fee-below-base-fee", price=9)
    tests.add("refusals/max-fee-below-base-fee", price=9, tip=1, kind=2)
    tests.add("refusals/tip-above-max-fee", price=20, tip=21, kind=2)
    tests.add("refusals/gas-above-the-block", gas=30_000_001)
    tests.add("refusals/init-code-too-long", to=b"", data=b"\0" * 49_153, gas=20_000_000)
    tests.add("refusals/sender-with-code", world={SENDER: Person(1, 10**18, b"\0")})
    # The specification of this version takes transactions of types 1 and 2 of another chain, against EIP-2930, so these are not asked.
    tests.add("refusals/other-chain", chain=2)
    forged = {
        "high-s": lambda z, r, s, odd: (r, ORDER - s, odd ^ 1), "s-0": lambda z, r, s, odd: (r, 0, odd), "s-order": lambda z, r, s, odd: (r, ORDER, odd),
        "r-0": lambda z, r, s, odd: (0, s, odd), "r-order": lambda z, r, s, odd: (ORDER, s, odd), "r-all-ones": lambda z, r, s, odd: ((1 << 256) - 1, s, odd),
        # No point has x = 5.
        "r-not-on-the-curve": lambda z, r, s, odd: (5, s, odd),
        # s R = z G for the nonce point R = G, whose y is even, or -G.
        "infinity": lambda z, r, s, odd: (GENERATOR_X, z, 0) if 2 * z < ORDER else (GENERATOR_X, ORDER - z, 1)}
    for name, forge in forged.items():
        for kind in (0, 1, 2):
            tests.add(f"refusals/signature-{name}-type{kind}", kind=kind, forged=forge)
    # Somebody else's signature: that account has nothing.
    tests.add("refusals/signature-of-other-parity", forged=lambda z, r, s, odd: (r, s, odd ^ 1))


def clearing(tests):
    """EIP-161: what is touched and empty is gone. The specification of these forks knows that no state begins with such an account (EIP-7523), and so does not remove one."""
    empty = {EMPTY_ONE: Person()}
    tests.add("clearing/untouched", asm(EMPTY_ONE, "BALANCE", "POP"), empty)
    tests.add("clearing/touched-and-reverted", asm(call("CALL", RICH), "POP"), empty | {RICH: Person(1, 0, asm(call("CALL", EMPTY_ONE), "POP", 0, 0, "REVERT"))})
    tests.add("clearing/beneficiary", to=OTHER, price=10, frame={"beneficiary": EMPTY_ONE}, people=empty)
    tests.add("clearing/contract-of-the-fork", asm(call("CALL", 3, 0, 0), kept(1)), {b"\0" * 19 + b"\3": Person(0, 1)})


def cancun(tests):
    tests.add("left-out/point-evaluation", asm(call("STATICCALL", 10), kept(1)), forks=CANCUN)
    tests.add("cancun/transient", asm(5, 1, "TSTORE", 1, "TLOAD", kept(1), call("CALL", CONTRACT, 0, 9000), kept(2), 2, "TLOAD", kept(3)))
    tests.add("cancun/transient-in-static", asm(call("STATICCALL", RICH), kept(1)), {RICH: Person(1, 0, asm(5, 1, "TSTORE"))})
    tests.add("cancun/transient-reverted", asm(9, 1, "TSTORE", call("DELEGATECALL", RICH), kept(1), 1, "TLOAD", kept(2)), {RICH: Person(1, 0, asm(5, 1, "TSTORE", 0, 0, "REVERT"))}, forks=CANCUN)
    for to, start, size in ((0, 1, 40), (1, 0, 40), (0, 0, 0), (200, 3, 33), (5, 300, 10), (1 << 64, 0, 0), (0, 1 << 64, 1)):
        tests.add(f"cancun/mcopy-{to:x}-{start:x}-{size}", asm(in_memory(bytes(range(1, 97))), size, start, to, "MCOPY", "MSIZE", kept(1), 256, 0, "KECCAK256", kept(2)), forks=CANCUN)
    tests.add("cancun/blob-fields", asm(0, "BLOBHASH", kept(1), "BLOBBASEFEE", kept(2)))
    tests.add("cancun/destroyed-where-it-was-created", asm(created("CREATE2", leaves(asm(OTHER, "SELFDESTRUCT")), 3), "DUP1", kept(1), 0, 0, 0, 0, 0, "SWAP5", 90_000, "CALL", kept(2)))
