package io.bulwark.riscv.plan;

import io.bulwark.riscv.MachineState;
import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a prover needs for one segment besides the program: where it starts, what it touches, and how it is expected to end. What it says of the end is
 * for early errors only; a proof shows it anew.
 *
 * @param programId of the program that is run; empty if the planner was not told
 * @param index place of the segment in its run, from 0
 * @param shape its size class, a place in the list of capacities
 * @param startPc byte address of the first instruction
 * @param cycles instructions, at least 1
 * @param halted whether its last instruction is the exit call
 * @param endPc byte address of the instruction behind the last; 0 if halted
 * @param opening the blocks that it touches with their words at its start, those of the registers among them
 * @param startRoot root of memory at its start
 * @param endRoot root of memory at its end
 */
public record Checkpoint(
        Optional<Digest> programId,
        int index,
        int shape,
        int startPc,
        int cycles,
        boolean halted,
        int endPc,
        Opening opening,
        Digest startRoot,
        Digest endRoot) {

    /**
     * Refuses what no encoding has.
     *
     * @throws IllegalArgumentException if a number is negative, a pc no multiple of 4, the end of a halted segment not 0, or a block of registers not open
     */
    public Checkpoint {
        boolean pcs = (startPc & 3) == 0 && (endPc & 3) == 0 && !(halted && endPc != 0);
        if (index < 0 || shape < 0 || cycles < 1 || !pcs || !opensRegisters(opening)) {
            throw new IllegalArgumentException(
                    "expected a segment, got number %d, class %d, pc 0x%08x to 0x%08x in %d cycles"
                            .formatted(index, shape, startPc, endPc, cycles));
        }
    }

    private static boolean opensRegisters(Opening opening) {
        int first = opening.find(BlockSpace.REGISTERS);
        int last = opening.find(BlockSpace.REGISTERS + BlockSpace.REGISTER_BLOCKS - 1);
        return first >= 0 && last == first + BlockSpace.REGISTER_BLOCKS - 1;
    }

    /** The state that the segment starts from, for an executor to go on. */
    public MachineState state() {
        List<Integer> registers = new ArrayList<>();
        int first = opening.find(BlockSpace.REGISTERS);
        for (int r = 0; r <= Words.SINK - Words.REGISTERS; r++) {
            registers.add(opening.word(first + r / Words.BLOCK, r % Words.BLOCK));
        }
        Map<Integer, List<Integer>> blocks = new HashMap<>();
        for (int i = 0; i < opening.count(); i++) {
            if (i < first || i >= first + BlockSpace.REGISTER_BLOCKS) {
                List<Integer> words = new ArrayList<>();
                for (int j = 0; j < Words.BLOCK; j++) {
                    words.add(opening.word(i, j));
                }
                blocks.put(opening.block(i), words);
            }
        }
        return new MachineState(startPc, registers, blocks);
    }

    /** The canonical encoding, see {@link CheckpointFile}. */
    public byte[] encode() {
        return CheckpointFile.encode(this);
    }

    /**
     * Reads what {@link #encode} writes.
     *
     * @param shapes the program's size classes: they bound what is allocated
     * @throws CheckpointException if the bytes are no checkpoint of one of these classes
     */
    public static Checkpoint decode(byte[] bytes, List<Capacity> shapes) {
        return CheckpointFile.decode(bytes, shapes);
    }
}
