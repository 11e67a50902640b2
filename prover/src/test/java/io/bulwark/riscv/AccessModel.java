package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * A memory made of nothing but the accesses that a row observer is told: every value read must be the one last written. What a tracer needs to hold for
 * its tables to balance.
 */
final class AccessModel implements RowObserver {
    private final Program program;
    private final IntUnaryOperator initial;
    private final Map<Integer, Integer> words = new HashMap<>();
    private final Map<TableId, Long> rows = new EnumMap<>(TableId.class);
    private final String name;
    private long cycles;
    private int pc;

    /** Starts from a word space. */
    AccessModel(String name, Program program, IntUnaryOperator initial) {
        this.name = name;
        this.program = program;
        this.initial = initial;
        this.pc = program.entry() >>> 2;
    }

    Map<TableId, Long> rows() {
        return rows;
    }

    long cycles() {
        return cycles;
    }

    @Override
    public long allowance(Execution execution) {
        return 1000;
    }

    @Override
    public void executed(Step step) {
        Instruction instruction = program.instruction(step.index());
        assertThat(program.address(step.index()) >>> 2).as(name).isEqualTo(pc);
        rows.merge(instruction.opcode().table().orElseThrow(), 1L, Long::sum);
        cycles++;
        access(Words.REGISTERS + instruction.s(), step.b(), step.b());
        access(Words.REGISTERS + instruction.t(), step.c(), step.c());
        if (isInMemory(instruction.opcode())) {
            access(step.address() >>> 2, step.before(), step.after());
        }
        if (instruction.d() != 0) {
            access(Words.REGISTERS + instruction.d(), step.old(), step.result());
        } else {
            assertThat(step.result()).as("x0, %s", name).isZero();
        }
        pc = step.next();
    }

    private static boolean isInMemory(Opcode opcode) {
        return opcode.compareTo(Opcode.LW) >= 0 && opcode.compareTo(Opcode.SH) <= 0;
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        rows.merge(call.table(), 1L, Long::sum);
        if (copyRows > 0) {
            rows.merge(TableId.COPY, (long) copyRows, Long::sum);
        }
        cycles++;
        pc++;
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        assertThat(k).as("offset from clk, %s", name).isBetween(0, 3);
        access(word, before, after);
    }

    private void access(int word, int before, int after) {
        int known = words.computeIfAbsent(word, initial::applyAsInt);
        assertThat(before).as("word 0x%08x, %s, cycle %d", word, name, cycles).isEqualTo(known);
        words.put(word, after);
    }
}
