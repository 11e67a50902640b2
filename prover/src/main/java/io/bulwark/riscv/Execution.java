package io.bulwark.riscv;

import io.bulwark.riscv.GuestException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * One run while it lasts. Observers look at it and cut it; {@link Executor} starts it.
 *
 * <p>Without a {@link RowObserver} it runs block by block and counts how often each block is entered; rows of tables are computed from that when someone
 * asks. With one it runs the same interpreter instruction by instruction.
 */
public final class Execution {
    private static final int HALTED = -1;

    final Program program;
    final Interpreter interpreter;
    final Memory memory;
    final Input input;
    final Output output;
    int inputPosition;

    private final Limits limits;
    private final Observer observer;
    private final IntPredicate known;
    private final SystemCalls calls;
    private final RowCounter counter;
    private final long[] rowsBeforeCut = new long[RowCounter.TABLES];
    private int index;
    private long cycles;
    private long cyclesAtCut;
    private long until;
    private int nextInputBlock;

    private Execution(Program program, Input input, Limits limits, Observer observer, IntPredicate known) {
        this.program = program;
        this.input = input;
        this.limits = limits;
        this.observer = observer;
        this.known = known;
        memory = new Memory(limits.maxMemoryBytes(), this::touch);
        output = new Output(limits.maxOutputBytes());
        interpreter = new Interpreter(program, memory);
        calls = new SystemCalls(this, observer);
        counter = new RowCounter(program, interpreter);
    }

    static Execution start(Program program, Input input, Limits limits, Observer observer) {
        Execution execution = new Execution(program, input, limits, observer, block -> true);
        execution.interpreter.x[Executor.STACK_POINTER] = Executor.INITIAL_STACK;
        execution.index = program.index(program.entry());
        try {
            for (LoadSegment segment : program.segments()) {
                for (int i = 0; i < segment.length(); i++) {
                    execution.memory.place(segment.address() + i, segment.at(i));
                }
            }
        } catch (Fault fault) {
            throw execution.interpreter.stopped(execution.index, fault);
        }
        return execution;
    }

    static Execution resume(Program program, MachineState state, Limits limits, Observer observer) {
        List<Integer> registers = state.registers();
        Map<Integer, List<Integer>> blocks = state.blocks();
        Input input = new Input(true, registers.get(33), i -> inputWord(blocks, i));
        Execution execution = new Execution(program, input, limits, observer, blocks::containsKey);
        execution.index = program.index(state.pc());
        if (execution.index < 0 || (state.pc() & 3) != 0) {
            throw new IllegalArgumentException("expected a pc inside code, got 0x%08x".formatted(state.pc()));
        }
        for (int r = 1; r < 32; r++) {
            execution.interpreter.x[r] = registers.get(r);
        }
        execution.interpreter.x[Instruction.SINK] = registers.get(Instruction.SINK);
        execution.inputPosition = registers.get(32);
        execution.nextInputBlock = Words.INPUT / Words.BLOCK;
        blocks.forEach((block, words) -> {
            for (int i = 0; block < Words.REGISTERS / Words.BLOCK && i < Words.BLOCK; i++) {
                execution.memory.placeWord(Words.BLOCK * block + i, words.get(i));
            }
        });
        return execution;
    }

    private static int inputWord(Map<Integer, List<Integer>> blocks, int i) {
        int word = Words.INPUT + i;
        return blocks.get(word / Words.BLOCK).get(word % Words.BLOCK);
    }

    /** Byte address of the next instruction. */
    public int pc() {
        return program.address(index);
    }

    /** Instructions done since the start of the run. */
    public long cycles() {
        return cycles;
    }

    /** Instructions done since the last cut. */
    public long cyclesSinceCut() {
        return cycles - cyclesAtCut;
    }

    /** Rows of each table since the last cut; tables without rows are absent. */
    public Map<TableId, Long> rowsSinceCut() {
        return counter.rows();
    }

    /** The same in the order of {@link TableId}. */
    public long[] rowCounts() {
        return counter.counts();
    }

    /**
     * Sets how many rows and cycles may come from here until the next cut. A new allowance is asked for before any block of code that could pass these
     * limits; that is on the safe side, so there may be more left then, and the limits are to be set anew. Rows of calls are the observer's to see to.
     *
     * @param rowsLeft for each table, in the order of {@link TableId}
     * @return whether the next block of code is within the limits
     */
    public boolean limit(long[] rowsLeft, long cyclesLeft) {
        counter.limit(rowsLeft, cyclesLeft);
        return counter.permits(index);
    }

    /**
     * Takes the limits away and tells how many of the next instructions, up to the end of the block of code, would be within others.
     *
     * @param rowsLeft for each table, in the order of {@link TableId}
     */
    public int fitting(long[] rowsLeft, long cyclesLeft) {
        counter.unlimit();
        return counter.fitting(index, rowsLeft, cyclesLeft);
    }

    /** Blocks of memory and input that a call will be the first to touch since the last cut, ascending; to be asked from an observer's calls. */
    public int[] blocks(SystemCall call, int copyRows) {
        return CallBlocks.of(call, copyRows, this);
    }

    /** What an observer's touched throws to stop before the instruction that is about to touch a block, and to be asked for a new allowance. */
    public RuntimeException beforeAccess() {
        return new Interruption();
    }

    /** The word of an index in the word space, without touching it. */
    public int word(int index) {
        if (index < Words.REGISTERS) {
            return memory.peek(index);
        }
        if (index >= Words.INPUT) {
            return input.word(index - Words.INPUT);
        }
        return switch (index) {
            case Words.INPUT_POSITION -> inputPosition;
            case Words.INPUT_LENGTH -> input.length();
            default -> interpreter.x[index & 63];
        };
    }

    /** The 35 words from x0 to the sink, as {@link MachineState} has them. */
    public List<Integer> registers() {
        List<Integer> registers = new ArrayList<>();
        for (int i = 0; i < MachineState.REGISTER_WORDS; i++) {
            registers.add(word(Words.REGISTERS + i));
        }
        return registers;
    }

    /** Begins a new count of rows and touches from here, and asks for a new allowance. To be called from an observer's allowance or calls. */
    public void cut() {
        addRows();
        counter.clear();
        memory.cut();
        cyclesAtCut = cycles;
        until = cycles;
        nextInputBlock = (Words.INPUT + inputPosition / 4) / Words.BLOCK;
    }

    RunResult run() {
        while (index != HALTED) {
            long allowed = observer.allowance(this);
            if (allowed <= 0) {
                break;
            }
            if (cycles >= limits.maxCycles()) {
                throw interpreter.stopped(
                        index, new Fault(Reason.CYCLE_LIMIT, "%d cycles and no end".formatted(cycles)));
            }
            until = cycles + Math.min(allowed, limits.maxCycles() - cycles);
            if (observer instanceof RowObserver rows) {
                runSteps(rows);
            } else {
                runBlocks();
            }
        }
        if (index == HALTED) {
            observer.ended(this);
        }
        addRows();
        return new RunResult(index == HALTED, calls, cycles, RowCounter.map(rowsBeforeCut), output);
    }

    private void addRows() {
        long[] rows = counter.counts();
        Arrays.setAll(rowsBeforeCut, t -> rowsBeforeCut[t] + rows[t]);
    }

    private void runBlocks() {
        int i = index;
        while (cycles < until && counter.enter(i)) {
            int end = interpreter.blockEnd(i);
            int to = (int) Math.min(end, i + until - cycles);
            int at = interpreter.execute(i, to);
            cycles += at - i;
            if (at < end || cycles == until) {
                counter.leave(i, at);
                i = at;
                if (at < to) {
                    break;
                }
            } else if (interpreter.isCall(end)) {
                i = call(end);
            } else {
                i = interpreter.next(end);
                cycles++;
            }
        }
        index = i;
    }

    private void runSteps(RowObserver rows) {
        Stepper stepper = new Stepper(program, interpreter);
        while (cycles < until) {
            int at = index;
            if (interpreter.isCall(at)) {
                index = call(at);
                continue;
            }
            index = stepper.run(at);
            if (index == at) {
                break;
            }
            counter.countSingly(at, at + 1);
            rows.executed(stepper.step());
            cycles++;
        }
    }

    /** Does the system call at index i and counts it; the next index, or HALTED. */
    private int call(int i) {
        index = i;
        boolean halted;
        try {
            halted = calls.perform();
        } catch (Fault fault) {
            throw interpreter.stopped(i, fault);
        }
        cycles++;
        if (halted) {
            until = cycles;
            index = HALTED;
        } else {
            index = i + 1;
        }
        return index;
    }

    void count(TableId table, int rows) {
        counter.count(table, rows);
    }

    /** Tells the observer of input words that are about to be read. */
    void touchInput(int fromWord, int toWord) {
        int last = (Words.INPUT + toWord - 1) / Words.BLOCK;
        for (int block = Math.max(nextInputBlock, (Words.INPUT + fromWord) / Words.BLOCK); block <= last; block++) {
            touch(block);
            nextInputBlock = block + 1;
        }
    }

    boolean isTouched(int block) {
        return block < Words.REGISTERS / Words.BLOCK ? memory.isTouched(block) : block < nextInputBlock;
    }

    void touch(int block) {
        if (!known.test(block)) {
            throw new IllegalArgumentException("the state lacks block " + block);
        }
        observer.touched(this, block);
    }
}
