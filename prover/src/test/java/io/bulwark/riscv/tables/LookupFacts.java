package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.List;
import java.util.Random;

/** What the lookup tables and the program answer, said apart from them. */
final class LookupFacts {
    static final int AGE_BITS = 6;

    private LookupFacts() {}

    /** Whether the table that answers on the message's bus has it; true of every message on a bus that carries state. */
    static boolean hold(Program program, Message message) {
        List<Integer> m = message.entries();
        int bus = message.bus();
        if (bus == Buses.RANGE.number()) {
            return m.get(0) <= 16 && m.get(1) < 1 << m.get(0);
        }
        if (bus == Buses.AND.number()) {
            return m.get(0) < 256 && m.get(1) < 256 && m.get(2) == (m.get(0) & m.get(1));
        }
        if (bus == Buses.AGE.number()) {
            return m.stream().allMatch(h -> h < 1 << AGE_BITS);
        }
        if (bus == Buses.POW2.number()) {
            int k = m.get(1);
            boolean inTable = (m.get(0) == 0 && k < 16) || (m.get(0) == 1 && k >= 1 && k <= 16);
            return inTable && m.get(2) == 1 << k && m.get(3) == 1 << (16 - k);
        }
        if (bus == Buses.PROGRAM.number()) {
            int index = m.getFirst() - (program.textStart() >>> 2);
            return index >= 0 && index < program.textLength() && m.equals(programRow(program, index));
        }
        return Buses.all().get(bus - 1).state();
    }

    /** A last entry with which a message may hold; any number where no last entry would do. */
    static int lastEntry(Message message, Random random) {
        List<Integer> m = message.entries();
        if (message.bus() == Buses.RANGE.number() && m.get(0) <= 16) {
            return random.nextInt(1 << m.get(0));
        }
        if (message.bus() == Buses.AND.number()) {
            return m.get(0) & m.get(1) & 0xff;
        }
        if (message.bus() == Buses.POW2.number()) {
            return 1 << Math.clamp(16 - m.get(1), 0, 16);
        }
        return random.nextInt(1 << AGE_BITS);
    }

    /** Counts a message that holds, as the tables that answer number their rows. */
    static void count(Program program, Message message, LookupCounts counts) {
        List<Integer> m = message.entries();
        int bus = message.bus();
        if (bus == Buses.RANGE.number()) {
            counts.range[(1 << m.get(0)) + m.get(1)]++;
        } else if (bus == Buses.AND.number()) {
            counts.and[256 * m.get(0) + m.get(1)]++;
        } else if (bus == Buses.AGE.number()) {
            counts.age[(m.get(0) << (2 * AGE_BITS)) + (m.get(1) << AGE_BITS) + m.get(2)]++;
        } else if (bus == Buses.POW2.number()) {
            counts.pow2[m.get(0) == 0 ? m.get(1) : 16 + m.get(1) - 1]++;
        } else if (bus == Buses.PROGRAM.number()) {
            counts.program[m.getFirst() - (program.textStart() >>> 2)]++;
        }
    }

    /** The program table's row of an instruction, canonical. The register that {@code addi_here} reads is the one that it writes, so that field s is 0. */
    static List<Integer> programRow(Program program, int index) {
        Instruction instruction = program.instruction(index);
        return List.of(
                program.address(index) >>> 2,
                instruction.opcode().number(),
                instruction.d(),
                instruction.opcode() == Opcode.ADDI_HERE ? 0 : instruction.s(),
                instruction.t(),
                Math.floorMod(instruction.x(), KoalaBear.P),
                Math.floorMod(instruction.y(), KoalaBear.P),
                Math.floorMod(instruction.z(), KoalaBear.P));
    }
}
