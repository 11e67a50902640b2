package io.bulwark.riscv.tables;

import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A run of the executor with system calls, recorded as tables want it, with the memory trees at its ends. */
final class RecordedRun implements RowObserver {
    private static final int STACK = 0xBFFFFFF0;

    private final Program program;
    private final Input input;
    private final long cycles;
    private final Map<TableId, StepRecords> steps = new EnumMap<>(TableId.class);
    private final Map<TableId, CallRecords> calls = new EnumMap<>(TableId.class);
    private final Map<Integer, Integer> times = new HashMap<>();
    private final Map<Integer, Integer> values = new HashMap<>();
    private CallRecords current = new CallRecords();
    private int clk;
    private int nextClk = 4;
    private int endPc;
    private RunResult result;

    private RecordedRun(Program program, Input input, long cycles) {
        this.program = program;
        this.input = input;
        this.cycles = cycles;
    }

    /** Runs code on an input until it exits. */
    static RecordedRun of(Assembly code, byte[] input) {
        return of(code, input, Long.MAX_VALUE);
    }

    /** Runs so many instructions of it. */
    static RecordedRun of(Assembly code, byte[] input, long cycles) {
        RecordedRun run = new RecordedRun(Program.load(GuestElf.of(code.words())), Input.of(input), cycles);
        run.result = Executor.run(run.program, run.input, Limits.standard(), run);
        return run;
    }

    Program program() {
        return program;
    }

    RunResult result() {
        return result;
    }

    /** Word pc behind the last instruction. */
    int endPc() {
        return result.halted() ? 0 : endPc >>> 2;
    }

    StepRecords steps(TableId table) {
        return steps.getOrDefault(table, new StepRecords(0));
    }

    CallRecords calls(TableId table) {
        return calls.getOrDefault(table, new CallRecords());
    }

    /** Time of the last access to each word that was accessed. */
    Map<Integer, Integer> times() {
        return times;
    }

    SortedSet<Integer> openBlocks() {
        SortedSet<Integer> open = new TreeSet<>();
        times.keySet().forEach(word -> open.add(word >>> 3));
        return open;
    }

    /** What a word held at the start. Memory that the code's image fills is not looked at. */
    int initial(int word) {
        if (word == Words.REGISTERS + 2) {
            return STACK;
        }
        if (word == Words.INPUT_LENGTH) {
            return input.length();
        }
        return word >= Words.INPUT ? input.word(word - Words.INPUT) : 0;
    }

    /** The open blocks at the start or at the end, beside two that nobody opens. */
    SmallTree tree(boolean atEnd) {
        Map<Integer, int[]> blocks = new HashMap<>();
        blocks.put(12345, new int[] {1, 2, 3, 4, 5, 6, 7, 8});
        blocks.put((GuestElf.DATA >>> 5) ^ 2, new int[] {9, 8, 7, -6, 5, 4, 3, 2});
        for (int block : openBlocks()) {
            int[] words = new int[8];
            for (int i = 0; i < 8; i++) {
                int word = 8 * block + i;
                words[i] = atEnd ? values.getOrDefault(word, initial(word)) : initial(word);
            }
            blocks.put(block, words);
        }
        return new SmallTree(blocks);
    }

    @Override
    public long allowance(Execution execution) {
        endPc = execution.pc();
        return Math.min(1, cycles - execution.cycles());
    }

    @Override
    public void executed(Step step) {
        Instruction instruction = program.instruction(step.index());
        StepRecords records =
                steps.computeIfAbsent(instruction.opcode().table().orElseThrow(), id -> new StepRecords(64));
        records.grow();
        int i = records.rows++;
        records.clk[i] = nextClk;
        records.index[i] = step.index();
        records.b[i] = step.b();
        records.c[i] = step.c();
        records.old[i] = step.old();
        records.result[i] = step.result();
        records.next[i] = step.next();
        for (RecordedSteps.Access access : RecordedSteps.accesses(program, records, i)) {
            int previous = touch(access.word(), access.before(), access.after(), nextClk + access.k());
            switch (access.tag()) {
                case S -> records.ts[i] = previous;
                case T -> records.tt[i] = previous;
                case M -> records.tm[i] = previous;
                case D -> records.td[i] = previous;
            }
        }
        nextClk += 4;
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        clk = nextClk;
        current = calls.computeIfAbsent(call.table(), id -> new CallRecords());
        current.begin(clk, (execution.pc() - program.textStart()) / 4);
        nextClk += 4;
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        current.access(word, before, after, k, touch(word, before, after, clk + k));
    }

    private int touch(int word, int before, int after, int now) {
        int known = values.getOrDefault(word, initial(word));
        if (known != before) {
            throw new AssertionError("expected word 0x%08x to hold 0x%08x, got 0x%08x".formatted(word, known, before));
        }
        values.put(word, after);
        Integer previous = times.put(word, now);
        return previous == null ? 0 : previous;
    }
}
