package io.bulwark.riscv;

import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.MemoryWalk;
import io.bulwark.riscv.memory.Opening;
import io.bulwark.riscv.plan.Checkpoint;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs one segment from its checkpoint and the program alone, hearing of every instruction, and counts what its tables will hold. */
final class SegmentRun implements RowObserver {
    private final Program program;
    private final Checkpoint checkpoint;
    private final Map<TableId, Long> rows = new EnumMap<>(TableId.class);
    private final Map<Integer, Integer> words = new HashMap<>();
    private final Set<Integer> touched = new TreeSet<>();
    private long cycles;
    private int endPc;
    private RunResult result;

    private SegmentRun(Program program, Checkpoint checkpoint) {
        this.program = program;
        this.checkpoint = checkpoint;
    }

    static SegmentRun of(Program program, Checkpoint checkpoint) {
        SegmentRun run = new SegmentRun(program, checkpoint);
        run.result = Executor.resume(program, checkpoint.state(), Limits.standard(), run);
        return run;
    }

    Map<TableId, Long> rows() {
        return rows;
    }

    long cycles() {
        return cycles;
    }

    int endPc() {
        return endPc;
    }

    RunResult result() {
        return result;
    }

    /** Blocks that accesses lie in, and those of the registers. */
    Set<Integer> touched() {
        return touched;
    }

    MemoryWalk walk() {
        Opening opening = checkpoint.opening();
        int[] after = opening.words();
        for (int i = 0; i < after.length; i++) {
            int word = 8 * opening.block(i / 8) + i % 8;
            after[i] = words.getOrDefault(word, after[i]);
        }
        return MemoryWalk.of(opening, after, new int[after.length]);
    }

    @Override
    public long allowance(Execution execution) {
        for (int i = 0; i < BlockSpace.REGISTER_BLOCKS; i++) {
            touched.add(BlockSpace.REGISTERS + i);
        }
        long left = checkpoint.cycles() - cycles;
        if (left == 0) {
            endPc = execution.pc();
        }
        return left;
    }

    @Override
    public void executed(Step step) {
        Instruction instruction = program.instruction(step.index());
        rows.merge(instruction.opcode().table().orElseThrow(), 1L, Long::sum);
        cycles++;
        boolean inMemory = instruction.opcode().compareTo(Opcode.LW) >= 0
                && instruction.opcode().compareTo(Opcode.SH) <= 0;
        if (inMemory) {
            access(step.address() >>> 2, step.before(), step.after());
        }
        if (instruction.d() != 0) {
            access(Words.REGISTERS + instruction.d(), step.old(), step.result());
        }
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        rows.merge(call.table(), 1L, Long::sum);
        if (copyRows > 0) {
            rows.merge(TableId.COPY, (long) copyRows, Long::sum);
        }
        cycles++;
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        access(word, before, after);
    }

    private void access(int word, int before, int after) {
        int place = checkpoint.opening().find(word / 8);
        if (place < 0 || before != words.getOrDefault(word, checkpoint.opening().word(place, word % 8))) {
            throw new AssertionError("word 0x%08x in cycle %d: not open, or not %d".formatted(word, cycles, before));
        }
        touched.add(word / 8);
        words.put(word, after);
    }
}
