package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Steps with operands of the test's choice, those included that no run would reach: a program with one instruction for each step, and what {@link Meaning} says
 * that it does. Timestamps are random, with gaps of every size.
 */
final class MadeSteps {
    /** Operands at which words, limbs, bytes, signs and the field wrap. */
    static final int[] EDGES = {
        0,
        1,
        -1,
        2,
        -2,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        Integer.MAX_VALUE,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        0x10001,
        0x7fff0000,
        0x80008000,
        0xffff0000,
        0xff,
        0x100,
        0xff00,
        0x1000000,
        0xff00ff,
        0xff00ff00,
        0x7f000001,
        0x7f000000
    };

    private static final int ENTRY_AT = 24;
    private static final int FIRST_SEGMENT_AT = 52;

    /** An instruction, the registers that it reads, and the word in memory. */
    private record Made(int instruction, int b, int c, int before) {}

    private final int base;
    private final Random random;
    private final List<Made> made = new ArrayList<>();

    /**
     * No steps yet.
     *
     * @param base byte address of the first step's instruction
     */
    MadeSteps(int base, long seed) {
        this.base = base;
        this.random = new Random(seed);
    }

    /** No steps yet, of code where it usually lies. */
    MadeSteps(long seed) {
        this(GuestElf.TEXT, seed);
    }

    /** Adds a step: what registers s and t hold where it reads them, and what the word in memory holds. */
    MadeSteps add(int instruction, int b, int c, int before) {
        made.add(new Made(instruction, b, c, before));
        return this;
    }

    MadeSteps add(int instruction, int b, int c) {
        return add(instruction, b, c, random.nextInt());
    }

    /** One of the edges, one of them off by a little, or any word. */
    int word() {
        int edge = EDGES[random.nextInt(EDGES.length)];
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> edge + random.nextInt(5) - 2;
            case 2 -> edge ^ 1 << random.nextInt(32);
            default -> edge;
        };
    }

    Random random() {
        return random;
    }

    /** The program of all steps. */
    Program program() {
        byte[] elf = GuestElf.of(made.stream().mapToInt(Made::instruction).toArray());
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(ENTRY_AT, base).putInt(FIRST_SEGMENT_AT + 8, base).putInt(FIRST_SEGMENT_AT + 12, base);
        return Program.load(elf);
    }

    /** The steps of one table. */
    StepRecords of(TableId table) {
        Program program = program();
        StepRecords steps = new StepRecords(0);
        for (int i = 0; i < made.size(); i++) {
            if (program.instruction(i).opcode().table().equals(Optional.of(table))) {
                steps.grow();
                put(program.instruction(i), made.get(i), i, steps);
            }
        }
        return RecordedSteps.atOtherTimes(program, steps, random);
    }

    /** Arrays that hold other rows before, and are used again, make no difference. */
    void fillingBlockByBlockIsFilling(InstructionTable table) {
        Program program = program();
        StepRecords steps = of(table.id());
        int[][] atOnce = new int[table.columns().count()][steps.rows];
        int[][] inBlocks = new int[table.columns().count()][steps.rows];
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        LookupCounts countsOfBlocks = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        table.fill(program, steps, 3, steps.rows, atOnce, counts);
        BlockwiseFilling.fill(table, program, steps, 3, steps.rows, inBlocks, countsOfBlocks);
        assertThat(inBlocks).isDeepEqualTo(atOnce);
        assertThat(countsOfBlocks.range).isEqualTo(counts.range);
        assertThat(countsOfBlocks.age).isEqualTo(counts.age);
        assertThat(countsOfBlocks.program).isEqualTo(counts.program);
    }

    private void put(Instruction instruction, Made step, int index, StepRecords steps) {
        Opcode opcode = instruction.opcode();
        int pcw = (base >>> 2) + index;
        int b = instruction.s() == 0 ? 0 : step.b;
        int c = instruction.t() == 0 ? 0 : instruction.t() == instruction.s() ? b : step.c;
        int i = steps.rows++;
        steps.index[i] = index;
        steps.b[i] = b;
        steps.c[i] = c;
        steps.old[i] = instruction.d() == 0
                ? 0
                : instruction.d() == instruction.s() ? b : instruction.d() == instruction.t() ? c : random.nextInt();
        steps.next[i] = pcw + 1;
        switch (opcode) {
            case BEQ, BNE, BEQZ, BNEZ, BLT, BGE, BLTU, BGEU -> {
                if (Meaning.isTaken(opcode, b, c)) {
                    steps.next[i] = instruction.target();
                }
            }
            case JALR -> {
                steps.next[i] = (b + instruction.immediate() & -2) >>> 2;
                steps.result[i] = 4 * (pcw + 1);
            }
            case LW, LB, LBU, LH, LHU -> {
                memory(steps, i, b + instruction.immediate(), step.before);
                steps.result[i] = Meaning.loaded(opcode, step.before, steps.address[i]);
            }
            case SW, SB, SH -> {
                memory(steps, i, b + instruction.immediate(), step.before);
                steps.after[i] = Meaning.stored(opcode, step.before, steps.address[i], c);
            }
            default -> steps.result[i] = Meaning.result(opcode, b, c);
        }
    }

    private static void memory(StepRecords steps, int i, int address, int before) {
        steps.address[i] = address;
        steps.before[i] = before;
        steps.after[i] = before;
    }
}
