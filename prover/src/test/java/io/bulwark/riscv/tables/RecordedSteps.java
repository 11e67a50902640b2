package io.bulwark.riscv.tables;

import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A run of the interpreter, recorded as tables want it; and which accesses each opcode makes, said apart from the tables. */
final class RecordedSteps implements RowObserver {
    /** Largest gap of the classes' largest, A = 6. */
    static final int MAX_GAP = (1 << 22) - 1;

    private static final int[] GAPS = {0, 1, 2, 0xffff, 0x10000, 0x10001, 0x3f_0000, MAX_GAP - 1, MAX_GAP};

    /** Which column of the records has an access's previous timestamp. */
    enum Tag {
        S,
        T,
        M,
        D
    }

    /** What one instruction does to one word, at clk + k. */
    record Access(Tag tag, int k, int word, int before, int after) {}

    private final Program program;
    private final Map<TableId, StepRecords> tables = new EnumMap<>(TableId.class);
    private final Map<Integer, Integer> lastAccess = new HashMap<>();
    private int clk = 4;

    private RecordedSteps(Program program) {
        this.program = program;
    }

    /** Runs code, laid out by {@link GuestElf}, until it stands behind its last instruction; it makes no system calls. */
    static RecordedSteps of(int... code) {
        int[] padded = Arrays.copyOf(code, code.length + 1);
        padded[code.length] = 0x00100073;
        RecordedSteps recorded = new RecordedSteps(Program.load(GuestElf.of(padded)));
        Executor.run(recorded.program, Input.none(), Limits.standard(), recorded);
        return recorded;
    }

    Program program() {
        return program;
    }

    /** What was done of the instructions of one table. */
    StepRecords of(TableId table) {
        return tables.getOrDefault(table, new StepRecords(0));
    }

    @Override
    public long allowance(Execution execution) {
        return execution.pc() == program.address(program.textLength() - 1) ? 0 : 1;
    }

    @Override
    public void executed(Step step) {
        Instruction instruction = program.instruction(step.index());
        StepRecords records =
                tables.computeIfAbsent(instruction.opcode().table().orElseThrow(), id -> new StepRecords(64));
        records.grow();
        int i = records.rows++;
        records.clk[i] = clk;
        records.index[i] = step.index();
        records.b[i] = step.b();
        records.c[i] = step.c();
        records.old[i] = step.old();
        records.result[i] = step.result();
        records.address[i] = step.address();
        records.before[i] = step.before();
        records.after[i] = step.after();
        records.next[i] = step.next();
        for (Access access : accesses(program, records, i)) {
            int previous = lastAccess.getOrDefault(access.word(), 0);
            previous(records, access.tag())[i] = previous;
            lastAccess.put(access.word(), clk + access.k());
        }
        clk += 4;
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        throw new IllegalStateException("expected no system call");
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        throw new IllegalStateException("expected no system call, got " + call);
    }

    /** The steps of a table at other times: gaps of every size, those at the edges above all. */
    StepRecords atOtherTimes(TableId table, Random random) {
        return atOtherTimes(program, of(table), random);
    }

    /** Any steps of a program at other times. */
    static StepRecords atOtherTimes(Program program, StepRecords steps, Random random) {
        StepRecords moved = copy(steps);
        for (int i = 0; i < moved.rows; i++) {
            int now = 4 + 4 * random.nextInt((1 << 20) - 1);
            moved.clk[i] = now;
            Map<Integer, Integer> inThisRow = new HashMap<>();
            for (Access access : accesses(program, moved, i)) {
                int gap = random.nextInt(3) == 0 ? random.nextInt(MAX_GAP + 1) : GAPS[random.nextInt(GAPS.length)];
                int earlier = Math.clamp(now + access.k() - 1 - (long) gap, 0, now - 1);
                previous(moved, access.tag())[i] = inThisRow.getOrDefault(access.word(), earlier);
                inThisRow.put(access.word(), now + access.k());
            }
        }
        return moved;
    }

    private static StepRecords copy(StepRecords steps) {
        StepRecords copy = new StepRecords(0);
        copy.rows = steps.rows;
        copy.clk = steps.clk.clone();
        copy.index = steps.index.clone();
        copy.b = steps.b.clone();
        copy.c = steps.c.clone();
        copy.old = steps.old.clone();
        copy.result = steps.result.clone();
        copy.address = steps.address.clone();
        copy.before = steps.before.clone();
        copy.after = steps.after.clone();
        copy.next = steps.next.clone();
        copy.ts = steps.ts.clone();
        copy.tt = steps.tt.clone();
        copy.tm = steps.tm.clone();
        copy.td = steps.td.clone();
        return copy;
    }

    /** Previous timestamps of the accesses with a tag. */
    static int[] previous(StepRecords records, Tag tag) {
        return switch (tag) {
            case S -> records.ts;
            case T -> records.tt;
            case M -> records.tm;
            case D -> records.td;
        };
    }

    /** What step i does to the word space, in the order of time. */
    static List<Access> accesses(Program program, StepRecords records, int i) {
        Instruction instruction = program.instruction(records.index[i]);
        Opcode opcode = instruction.opcode();
        List<Access> out = new ArrayList<>();
        if (opcode != Opcode.JUMP && opcode != Opcode.CONST && opcode != Opcode.ADDI_HERE) {
            out.add(new Access(Tag.S, 0, Words.REGISTERS + instruction.s(), records.b[i], records.b[i]));
        }
        boolean loads = isBetween(opcode, Opcode.LW, Opcode.LHU);
        boolean stores = isBetween(opcode, Opcode.SW, Opcode.SH);
        if (stores || readsTwoRegisters(opcode)) {
            out.add(new Access(Tag.T, 1, Words.REGISTERS + instruction.t(), records.c[i], records.c[i]));
        }
        if (loads || stores) {
            int word = records.address[i] >>> 2;
            out.add(new Access(Tag.M, loads ? 1 : 2, word, records.before[i], records.after[i]));
        }
        if (instruction.d() != 0) {
            out.add(new Access(Tag.D, 2, Words.REGISTERS + instruction.d(), records.old[i], records.result[i]));
        }
        return out;
    }

    private static boolean readsTwoRegisters(Opcode opcode) {
        return isBetween(opcode, Opcode.ADD, Opcode.XOR)
                || isBetween(opcode, Opcode.SLL, Opcode.SLTU)
                || opcode == Opcode.BEQ
                || opcode == Opcode.BNE
                || isBetween(opcode, Opcode.BLT, Opcode.BGEU)
                || isBetween(opcode, Opcode.MUL, Opcode.REMU);
    }

    private static boolean isBetween(Opcode opcode, Opcode first, Opcode last) {
        return opcode.compareTo(first) >= 0 && opcode.compareTo(last) <= 0;
    }
}
