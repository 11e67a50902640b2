package io.bulwark.riscv.tables;

import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import java.util.HashMap;
import java.util.Map;

/** The system calls of one kind in a run of the executor. Words that only other instructions accessed count as accessed at time 0. */
final class RecordedCalls implements RowObserver {
    private final Program program;
    private final SystemCall kind;
    private final CallRecords records = new CallRecords();
    private final Map<Integer, Integer> lastAccess = new HashMap<>();
    private int cycles;
    private boolean recording;

    private RecordedCalls(Program program, SystemCall kind) {
        this.program = program;
        this.kind = kind;
    }

    /**
     * Runs code until it exits.
     *
     * @param data what stands at {@link GuestElf#DATA}
     */
    static RecordedCalls of(SystemCall kind, byte[] data, Assembly code) {
        Program program = Program.load(
                GuestElf.of(data, code.call(SystemCall.EXIT.number(), 0, 0).words()));
        RecordedCalls recorded = new RecordedCalls(program, kind);
        Executor.run(program, Input.none(), Limits.standard(), recorded);
        return recorded;
    }

    Program program() {
        return program;
    }

    CallRecords records() {
        return records;
    }

    @Override
    public long allowance(Execution execution) {
        return 1000;
    }

    @Override
    public void executed(Step step) {
        cycles++;
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        cycles++;
        recording = call == kind;
        if (recording) {
            records.begin(4 * cycles, (execution.pc() - program.textStart()) / 4);
        }
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        int previous = lastAccess.getOrDefault(word, 0);
        lastAccess.put(word, 4 * cycles + k);
        if (recording) {
            records.access(word, before, after, k, previous);
        }
    }
}
