package io.bulwark.riscv.tables;

import io.bulwark.riscv.Opcode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What the decoder settles in an instruction's fields, as proofs of unique outputs use it. */
final class TableFacts {
    private static final UniqueOutput.Facts TARGET = new UniqueOutput.Facts(Map.of("pcw", 30, "z", 30), Map.of());
    private static final Map<Class<?>, UniqueOutput.Facts> OF = Map.of(
            BranchEqTable.class,
            TARGET,
            BranchZeroTable.class,
            TARGET,
            BranchLessTable.class,
            TARGET,
            LogicImmTable.class,
            logicImm(),
            SetLessImmTable.class,
            setLessImm(),
            ShiftImmTable.class,
            shiftImm());

    private TableFacts() {}

    static UniqueOutput.Facts of(InstructionTable table) {
        return OF.getOrDefault(table.getClass(), new UniqueOutput.Facts(Map.of("pcw", 30), Map.of()));
    }

    private static UniqueOutput.Facts with(Map<Opcode, List<Map<String, Long>>> choices) {
        Map<Integer, List<Map<String, Long>>> byNumber = new HashMap<>();
        choices.forEach((opcode, list) -> byNumber.put(opcode.number(), list));
        return new UniqueOutput.Facts(Map.of("pcw", 30), byNumber);
    }

    /** The high half of an immediate of 12 bits is all zeros or all ones. */
    private static UniqueOutput.Facts logicImm() {
        List<Map<String, Long>> signs = List.of(Map.of("m", 0L), Map.of("m", 1L));
        return with(Map.of(Opcode.ANDI, signs, Opcode.ORI, signs, Opcode.XORI, signs));
    }

    /** The high limb as it is compared. */
    private static UniqueOutput.Facts setLessImm() {
        return with(Map.of(
                Opcode.SLTI, List.of(Map.of("y", 0L), Map.of("y", -1L)),
                Opcode.SLTIU, List.of(Map.of("y", 0L), Map.of("y", 0xffffL))));
    }

    /** k, 2^k and 2^(16-k): k = 1..16 of a left shift, 0..15 of a right one. */
    private static UniqueOutput.Facts shiftImm() {
        Map<Opcode, List<Map<String, Long>>> out = new HashMap<>();
        for (Opcode opcode :
                List.of(Opcode.SLL_I0, Opcode.SLL_I1, Opcode.SRL_I0, Opcode.SRL_I1, Opcode.SRA_I0, Opcode.SRA_I1)) {
            long first = opcode.compareTo(Opcode.SRL_I0) < 0 ? 1 : 0;
            out.put(
                    opcode,
                    LongStream.range(first, 16 + first)
                            .mapToObj(k -> Map.of("k", k, "Q", 1L << k, "R", 1L << (16 - k)))
                            .toList());
        }
        return with(out);
    }
}
