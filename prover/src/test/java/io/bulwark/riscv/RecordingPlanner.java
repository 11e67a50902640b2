package io.bulwark.riscv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts a run every so many cycles, and before reads if asked to, and keeps of each part what is needed to run it alone. */
final class RecordingPlanner implements Observer {
    /** One part of a run. */
    record Part(MachineState start, long cycles, Map<TableId, Long> rows, int endPc, List<Integer> endRegisters) {}

    private final int cyclesPerPart;
    private final boolean cutsBeforeReads;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, List<Integer>> blocks = new HashMap<>();
    private boolean begun;
    private int startPc;
    private List<Integer> startRegisters = List.of();

    RecordingPlanner(int cyclesPerPart, boolean cutsBeforeReads) {
        this.cyclesPerPart = cyclesPerPart;
        this.cutsBeforeReads = cutsBeforeReads;
    }

    /** All parts but the last, which ends with the run. */
    List<Part> parts() {
        return parts;
    }

    /** The state that the last part starts from, and all that it touched. */
    MachineState last() {
        return new MachineState(startPc, startRegisters, blocks);
    }

    @Override
    public long allowance(Execution execution) {
        long left = cyclesPerPart - execution.cyclesSinceCut();
        if (!begun) {
            begin(execution);
        } else if (left <= 0) {
            cut(execution);
            left = cyclesPerPart;
        }
        return left;
    }

    @Override
    public void touched(Execution execution, int block) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < Words.BLOCK; i++) {
            words.add(execution.word(Words.BLOCK * block + i));
        }
        if (blocks.put(block, words) != null) {
            throw new AssertionError("block " + block + " is told twice");
        }
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        if (cutsBeforeReads && copyRows > 0) {
            cut(execution);
        }
    }

    private void cut(Execution execution) {
        parts.add(new Part(
                last(), execution.cyclesSinceCut(), execution.rowsSinceCut(), execution.pc(), execution.registers()));
        execution.cut();
        begin(execution);
    }

    private void begin(Execution execution) {
        begun = true;
        blocks.clear();
        startPc = execution.pc();
        startRegisters = execution.registers();
    }
}
