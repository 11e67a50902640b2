package io.bulwark.riscv.segment;

import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.MemoryWalk;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.tables.CallRecords;
import io.bulwark.riscv.tables.StepRecords;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs one segment from its checkpoint and writes down each access with the timestamp of the one before it. Allocates nothing for an instruction.
 *
 * <p>clk starts at 4 and grows by 4. All words that the segment may access lie in one array, in the opening's order, with the time of their last access in
 * another; the registers' blocks follow one another, so a register is a fixed distance from the first.
 */
final class SegmentTracer implements RowObserver {
    private static final TableId[] TABLES = TableId.values();
    private static final int FIRST_CLK = 4;
    private static final int CLK_STEP = 4;

    private final Program program;
    private final Checkpoint checkpoint;
    private final int[] plan;
    private final StepRecords[] steps = new StepRecords[TABLES.length];
    private final CallRecords[] calls = new CallRecords[TABLES.length];
    private final BlockSlots slots;
    private final int registers;
    private final int[] words;
    private final int[] time;
    private int clk = FIRST_CLK;
    private int next;
    private boolean begun;
    private CallRecords call = new CallRecords();
    private int callClk;

    private SegmentTracer(Program program, Checkpoint checkpoint, Capacity capacity) {
        this.program = program;
        this.checkpoint = checkpoint;
        this.plan = AccessPlan.of(program);
        for (int i = 0; i < TABLES.length; i++) {
            // A segment that was planned for the shape fills its tables: room for all rows at once spares copies.
            steps[i] = new StepRecords(capacity.rows(TABLES[i]));
            calls[i] = new CallRecords();
        }
        slots = new BlockSlots(checkpoint.opening());
        registers = Words.BLOCK * checkpoint.opening().find(BlockSpace.REGISTERS);
        words = checkpoint.opening().words();
        time = new int[words.length];
    }

    /**
     * Runs a segment.
     *
     * @param capacity of its shape
     * @throws SegmentException if the program does not do from there what the checkpoint says
     */
    static SegmentTrace trace(Program program, Checkpoint checkpoint, Capacity capacity, Limits limits) {
        SegmentTracer tracer = new SegmentTracer(program, checkpoint, capacity);
        RunResult result;
        try {
            result = Executor.resume(program, checkpoint.state(), limits, tracer);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new SegmentException("the checkpoint does not belong to this program: " + e.getMessage(), e);
        }
        return tracer.trace(result);
    }

    private SegmentTrace trace(RunResult result) {
        int end = result.halted() ? 0 : next << 2;
        if (result.cycles() != checkpoint.cycles()
                || result.halted() != checkpoint.halted()
                || end != checkpoint.endPc()) {
            throw new SegmentException("expected %d cycles to pc 0x%08x, got %d to 0x%08x"
                    .formatted(checkpoint.cycles(), checkpoint.endPc(), result.cycles(), end));
        }
        MemoryWalk walk = MemoryWalk.of(checkpoint.opening(), words, time);
        if (!walk.startRoot().equals(checkpoint.startRoot()) || !walk.endRoot().equals(checkpoint.endRoot())) {
            throw new SegmentException("expected roots " + checkpoint.startRoot() + " and " + checkpoint.endRoot()
                    + ", got " + walk.startRoot() + " and " + walk.endRoot());
        }
        return new SegmentTrace(program, byTable(steps), byTable(calls), walk, result);
    }

    private static <T> Map<TableId, T> byTable(T[] records) {
        return Stream.of(TABLES).collect(Collectors.toUnmodifiableMap(id -> id, id -> records[id.place()]));
    }

    @Override
    public long allowance(Execution execution) {
        if (begun) {
            return 0;
        }
        begun = true;
        return checkpoint.cycles();
    }

    @Override
    public void executed(Step step) {
        int p = plan[step.index()];
        StepRecords r = steps[AccessPlan.table(p)];
        r.grow();
        int row = r.rows++;
        int now = clk;
        clk = now + CLK_STEP;
        next = step.next();
        r.clk[row] = now;
        r.index[row] = step.index();
        r.next[row] = step.next();
        r.b[row] = step.b();
        r.c[row] = step.c();
        if ((p & AccessPlan.READS_S) != 0) {
            r.ts[row] = touch(registers + AccessPlan.s(p), now);
        }
        if ((p & AccessPlan.READS_T) != 0) {
            r.tt[row] = touch(registers + AccessPlan.t(p), now + 1);
        }
        if ((p & (AccessPlan.LOADS | AccessPlan.STORES)) != 0) {
            int slot = slots.of(step.address() >>> 2);
            r.address[row] = step.address();
            r.before[row] = step.before();
            r.after[row] = step.after();
            words[slot] = step.after();
            r.tm[row] = touch(slot, (p & AccessPlan.LOADS) != 0 ? now + 1 : now + 2);
        }
        if ((p & AccessPlan.WRITES_D) != 0) {
            int slot = registers + AccessPlan.d(p);
            r.old[row] = step.old();
            r.result[row] = step.result();
            words[slot] = step.result();
            r.td[row] = touch(slot, now + 2);
        }
    }

    private int touch(int slot, int now) {
        int before = time[slot];
        time[slot] = now;
        return before;
    }

    @Override
    public void calls(Execution execution, SystemCall kind, int copyRows) {
        int index = (execution.pc() - program.textStart()) >>> 2;
        callClk = clk;
        clk += CLK_STEP;
        next = (execution.pc() >>> 2) + 1;
        call = calls[kind.table().place()];
        call.begin(callClk, index);
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        int slot = word >= Words.REGISTERS && word < Words.INPUT ? registers + word - Words.REGISTERS : slots.of(word);
        words[slot] = after;
        call.access(word, before, after, k, touch(slot, callClk + k));
    }
}
