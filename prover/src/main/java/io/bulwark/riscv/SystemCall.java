package io.bulwark.riscv;

import java.util.Optional;

/** The system calls. Numbers are Linux's where Linux has the call; ours lie where Linux answers -38 (ENOSYS). */
public enum SystemCall {
    /** a0 = exit code, a1 = address of the 8-word output digest, or 0 for the digest zero. */
    EXIT(93, TableId.HALT),
    /** (a0 = 0, a1 = address, a2 = bytes): next input; answers how many bytes there were. */
    READ(63, TableId.READ),
    /** (a0 = 1 or 2, a1 = address, a2 = bytes): output or log; answers a2. */
    WRITE(64, TableId.WRITE),
    /** (a0 = address of 24 words), permuted in place; each is a canonical element. */
    POSEIDON2(0x1000, TableId.POSEIDON2),
    /** (a0 = address of the state, 8 words; a1 = address of the block, 64 bytes as they stand in the message). */
    SHA256_COMPRESS(0x1001, TableId.SHA256),
    /** (a0 = address of 50 words), permuted in place; lane i is words 2 i (low) and 2 i + 1. */
    KECCAK_F1600(0x1002, TableId.KECCAK),
    /** (a0 = result, a1 = a, a2 = b, a3 = modulus): addresses of 8 words each, least significant first. */
    MULMOD256(0x1003, TableId.MULMOD);

    private final int number;
    private final TableId table;

    SystemCall(int number, TableId table) {
        this.number = number;
        this.table = table;
    }

    /** What a7 holds. */
    public int number() {
        return number;
    }

    /** The table that proves it. */
    public TableId table() {
        return table;
    }

    static Optional<SystemCall> of(int number) {
        for (SystemCall call : values()) {
            if (call.number == number) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }
}
