"""Random blocks on the guest and on Ethereum's executable specification: whole outputs must be the same.

    pip install ethereum-execution==2.20.0
    python3 blocks.py [--seed S] [--blocks N] [--run "qemu-riscv32 ../../../evm.elf"]
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile

import spec
from spec import Frame, Person, Transaction

HERE = os.path.dirname(os.path.abspath(__file__))
EDGES = [0, 1, 2, 3, 31, 32, 33, 255, 256, 1 << 128, (1 << 255) - 1, 1 << 255, (1 << 256) - 2, (1 << 256) - 1]
SIMPLE = {2: [1, 2, 3, 4, 5, 6, 7, 0x0B, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1A, 0x1B, 0x1C, 0x1D], 1: [0x15, 0x19], 3: [8, 9]}
LOOKS = [0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3A, 0x3D, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x58, 0x59, 0x5A]


def push(value):
    size = max(1, (value.bit_length() + 7) // 8)
    return bytes([0x5F + size]) + value.to_bytes(size, "big")


class Code:
    """Random code, most of which does something before it ends."""

    def __init__(self, draw, known, cancun):
        self.draw, self.known, self.cancun = draw, known, cancun

    def operand(self):
        kind = self.draw.random()
        if kind < 0.4:
            return push(self.draw.choice(EDGES))
        return push(self.draw.getrandbits(self.draw.choice([3, 8, 64, 256])))

    def address(self):
        if self.draw.random() < 0.25:
            return push(self.draw.randint(1, 9))
        return b"\x73" + self.draw.choice(self.known)

    def small(self, most=96):
        return push(self.draw.randint(0, most))

    def kept(self):
        """Puts what is on the stack into a slot."""
        return push(self.draw.randint(0, 7)) + b"\x55"

    def call(self):
        op = self.draw.choice([0xF1, 0xF1, 0xF2, 0xF4, 0xFA])
        value = push(self.draw.choice([0, 0, 0, 1, 7])) if op in (0xF1, 0xF2) else b""
        gas = push(self.draw.choice([0, 2300, 5000, 40_000, 100_000]))
        return self.small() + self.small() + self.small(160) + self.small() + value + self.address() + gas + bytes([op]) + self.kept()

    def create(self, depth):
        body = self.of(3, depth + 1) if self.draw.random() < 0.4 else bytes([0x60, self.draw.choice([0, 1, 0xEF]), 0x5F, 0x53])
        init = body[:200] + bytes([0x60, self.draw.choice([0, 1, 5, 32]), 0x5F, self.draw.choice([0xF3, 0xF3, 0xFD])])
        code = b""
        for at in range(0, len(init), 32):
            code += b"\x7f" + init[at:at + 32].ljust(32, b"\0") + push(at) + b"\x52"
        salted = self.draw.random() < 0.5
        code += (self.small(3) if salted else b"") + push(len(init)) + b"\x5f" + push(self.draw.choice([0, 0, 1]))
        return code + (b"\xf5" if salted else b"\xf0") + self.kept()

    def copies(self):
        kind = self.draw.choice([0x37, 0x39, 0x3C, 0x3E, 0x5E])
        if kind == 0x3C:
            return self.small() + self.small() + self.small() + self.address() + b"\x3c"
        if kind == 0x5E and not self.cancun:
            kind = 0x39
        sizes = self.small(8) if kind == 0x3E else self.small()
        return sizes + (push(0) if kind == 0x3E else self.small()) + self.small() + bytes([kind])

    def snippet(self, depth):
        draw = self.draw
        kind = draw.randint(0, 15)
        if kind <= 2:
            arity = draw.choice([1, 2, 2, 2, 3])
            return b"".join(self.operand() for _ in range(arity)) + bytes([draw.choice(SIMPLE[arity])]) + self.kept()
        if kind == 3:
            return bytes([draw.choice(LOOKS)]) + self.kept()
        if kind == 4:
            return self.address() + bytes([draw.choice([0x31, 0x3B, 0x3F])]) + self.kept()
        if kind == 5:
            return self.operand() + self.small() + bytes([draw.choice([0x52, 0x53])]) + self.small() + b"\x51" + self.kept()
        if kind == 6:
            return self.small() + self.small() + b"\x20" + self.kept()
        if kind == 7:
            return push(draw.choice([0, 0, 1, 9])) + push(draw.randint(0, 4)) + b"\x55" + push(draw.randint(0, 4)) + b"\x54" + self.kept()
        if kind == 8:
            topics = draw.randint(0, 4)
            return b"".join(self.operand() for _ in range(topics)) + self.small(64) + self.small() + bytes([0xA0 + topics])
        if kind in (9, 10, 11):
            return self.call()
        if kind == 12 and depth < 2:
            return self.create(depth)
        if kind == 13:
            return self.copies()
        if kind == 14 and self.cancun:
            return self.operand() + b"\x60\x01\x5d" + b"\x60\x01\x5c" + self.kept()
        if kind == 15 and draw.random() < 0.4:
            return draw.choice([self.small() + self.small() + b"\xfd", self.address() + b"\xff", b"\xfe", self.small() + self.small() + b"\xf3", b"\x50"])
        return self.small() + b"\x35" + self.kept()

    def of(self, most=14, depth=0):
        return b"".join(self.snippet(depth) for _ in range(self.draw.randint(1, most)))


def made(seed):
    """A block from a seed: its frame, its state, its transactions."""
    draw = random.Random(seed)
    fork = draw.choice(["Shanghai", "Cancun"])
    keys = [spec.keccak256(draw.randbytes(8)) for _ in range(3)]
    known = [spec.address_of(key) for key in keys] + [draw.randbytes(20) for _ in range(5)]
    frame = Frame(fork, chain=1337, number=100, time=1_700_000_012, base_fee=draw.choice([7, 1000]), random=draw.randbytes(32))
    known.append(frame.beneficiary)
    code = Code(draw, known, fork == "Cancun")
    world = {address: Person(draw.randint(0, 3), 10**18) for address in known[:3]}
    for address in known[3:7]:
        storage = {slot: draw.randint(1, 9) for slot in range(draw.randint(0, 5))}
        world[address] = Person(1, draw.randint(0, 99), code.of(), storage)
    for _ in range(draw.randint(0, 30)):
        world[draw.randbytes(20)] = Person(0, draw.randint(1, 99))
    nonces, transactions = [world[address].nonce for address in known[:3]], []
    for _ in range(draw.randint(1, 5)):
        who = draw.randint(0, 2)
        to = b"" if draw.random() < 0.2 else draw.choice(known)
        kind = draw.choice([0, 0, 1, 2])
        access = [(address, draw.sample(range(8), 2)) for address in draw.sample(known, draw.randint(0, 2))] if kind else []
        transactions.append(Transaction(
            keys[who], nonces[who], to, draw.choice([0, 0, 1, 50]), draw.randbytes(draw.choice([0, 4, 36])) if to else code.of(),
            draw.choice([150_000, 400_000, 2_000_000]), frame.base_fee + draw.randint(0, 1000), draw.randint(0, frame.base_fee), kind,
            draw.choice([0, 1337]) if kind == 0 else 1337, access).encoded())
        nonces[who] += 1
    return frame, world, transactions


def compared(seed, command):
    frame, world, transactions = made(seed)
    data = spec.guest_input(frame, world, transactions)
    try:
        parent = spec.keccak256(spec.rlp.encode(spec.headers(frame, spec.shown_state(world)[0])[0]))
        expected = spec.guest_output(frame, world, spec.execute(frame, world, transactions, parent))
    except spec.Refused:
        expected = b""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        run = subprocess.run(command, stdin=open(file.name, "rb"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if run.stdout != expected or (run.returncode == 0) != (expected != b""):
        print(f"seed {seed}, {frame.fork}: exit code {run.returncode}, {run.stdout.hex()} is not {expected.hex()}")
        return None
    return len(transactions) if expected else 0


def main():
    options = argparse.ArgumentParser(description="random blocks on the guest and on Ethereum's executable specification")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--blocks", type=int, default=100)
    options.add_argument("--run", default="qemu-riscv32 " + os.path.join(HERE, "../../../evm.elf"), help="the command that runs the guest on standard input")
    chosen = options.parse_args()
    sys.setrecursionlimit(100_000)
    said = [compared(seed, chosen.run.split()) for seed in range(chosen.seed, chosen.seed + chosen.blocks)]
    wrong = said.count(None)
    print(f"{len(said)} blocks from seed {chosen.seed} on, {sum(n or 0 for n in said)} transactions, {said.count(0)} blocks refused by both, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
