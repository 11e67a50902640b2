package io.bulwark.riscv;

import java.util.stream.IntStream;

/** The blocks of memory and input that a system call touches, known before it is done. */
final class CallBlocks {
    private static final int A0 = 10;

    private CallBlocks() {}

    /** Indices of blocks, ascending; no register blocks. Of a call that will be refused, whatever its operands name. */
    static int[] of(SystemCall call, int copyRows, Execution execution) {
        int[] x = execution.interpreter.x;
        IntStream blocks =
                switch (call) {
                    case EXIT -> words(x[A0 + 1], 8);
                    case READ ->
                        IntStream.concat(
                                words(x[A0 + 1], copyRows),
                                range(Words.INPUT + execution.inputPosition / 4, copyRows));
                    case WRITE -> IntStream.empty();
                    case POSEIDON2 -> words(x[A0], 24);
                    case SHA256_COMPRESS ->
                        IntStream.concat(words(x[A0], Sha256.STATE_WORDS), words(x[A0 + 1], Sha256.BLOCK_WORDS));
                    case KECCAK_F1600 -> words(x[A0], Keccak.WORDS);
                    case MULMOD256 -> IntStream.rangeClosed(A0, A0 + 3).flatMap(r -> words(x[r], 8));
                };
        return blocks.sorted().distinct().toArray();
    }

    private static IntStream words(int address, int count) {
        int from = address >>> 2;
        return range(from, Math.min(count, Words.REGISTERS - from));
    }

    private static IntStream range(int fromWord, int count) {
        return count == 0
                ? IntStream.empty()
                : IntStream.rangeClosed(fromWord / Words.BLOCK, (fromWord + count - 1) / Words.BLOCK);
    }
}
