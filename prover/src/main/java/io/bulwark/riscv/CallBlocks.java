package io.bulwark.riscv;

import java.util.Arrays;

/** The blocks of memory and input that a system call is the first to touch since the last cut, known before it is done. */
final class CallBlocks {
    private static final int A0 = 10;

    private final Execution execution;
    private int[] blocks = new int[16];
    private int count;

    private CallBlocks(Execution execution) {
        this.execution = execution;
    }

    /** Indices of blocks, ascending; no register blocks. Of a call that will be refused, whatever its operands name. */
    static int[] of(SystemCall call, int copyRows, Execution execution) {
        CallBlocks blocks = new CallBlocks(execution);
        switch (call) {
            case EXIT -> blocks.operand(A0 + 1, 8);
            case READ -> {
                blocks.operand(A0 + 1, copyRows);
                blocks.add(Words.INPUT + execution.inputPosition / 4, copyRows);
            }
            case WRITE -> {}
            case POSEIDON2 -> blocks.operand(A0, 24);
            case SHA256_COMPRESS -> {
                blocks.operand(A0, Sha256.STATE_WORDS);
                blocks.operand(A0 + 1, Sha256.BLOCK_WORDS);
            }
            case KECCAK_F1600 -> blocks.operand(A0, Keccak.WORDS);
            case MULMOD256 -> {
                for (int r = A0; r <= A0 + 3; r++) {
                    blocks.operand(r, 8);
                }
            }
        }
        return blocks.distinct();
    }

    /** Words from the address in a register on, those beyond the end of memory left out. */
    private void operand(int register, int words) {
        int from = execution.interpreter.x[register] >>> 2;
        add(from, Math.min(words, Words.REGISTERS - from));
    }

    private void add(int fromWord, int words) {
        if (words == 0) {
            return;
        }
        int last = (fromWord + words - 1) / Words.BLOCK;
        for (int block = fromWord / Words.BLOCK; block <= last; block++) {
            if (execution.isTouched(block)) {
                continue;
            }
            if (count == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * count);
            }
            blocks[count++] = block;
        }
    }

    private int[] distinct() {
        Arrays.sort(blocks, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || blocks[i] != blocks[kept - 1]) {
                blocks[kept++] = blocks[i];
            }
        }
        return Arrays.copyOf(blocks, kept);
    }
}
