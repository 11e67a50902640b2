package io.bulwark.riscv;

import java.util.List;
import java.util.Map;

/**
 * Where a run stands, as far as going on needs it: enough to run on in another process for as long as only the blocks named here are touched.
 *
 * @param pc byte address of the next instruction
 * @param registers 35 words in the order of the word space: x0 to x31, input position and length in bytes, sink
 * @param blocks contents of blocks of 8 words, of memory and of input, by block index (word index / 8); all others are unknown
 */
public record MachineState(int pc, List<Integer> registers, Map<Integer, List<Integer>> blocks) {
    static final int REGISTER_WORDS = 35;

    /** Copies its parts. */
    public MachineState {
        registers = List.copyOf(registers);
        blocks = Map.copyOf(blocks);
        if (registers.size() != REGISTER_WORDS) {
            throw new IllegalArgumentException(
                    "expected " + REGISTER_WORDS + " register words, got " + registers.size());
        }
        for (List<Integer> words : blocks.values()) {
            if (words.size() != Words.BLOCK) {
                throw new IllegalArgumentException("expected blocks of 8 words, got " + words.size());
            }
        }
    }
}
