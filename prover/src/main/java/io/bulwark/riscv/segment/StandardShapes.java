package io.bulwark.riscv.segment;

import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * The shapes of the standard machine. Each mix follows what some guest does in a large segment, rounded up a little; a smaller class has the same mix in
 * proportion. The first mix has every table, so that every program has a shape for every instruction.
 */
final class StandardShapes {
    /**
     * A mix.
     *
     * @param blocks that segments of each class open, from small to the greatest class that has the mix
     * @param nodes the same of nodes
     * @param cycles of a segment that has these rows
     */
    private record Mix(String name, List<Integer> blocks, List<Integer> nodes, SizeClass cycles, String rows) {}

    private static final int LEAST_ROWS = 64;
    private static final int SPARED = 5;

    private static final List<Mix> MIXES = List.of(
            // Any compiled program.
            new Mix("general", List.of(512, 1024, 2048), List.of(768, 1280, 2560), SizeClass.LARGE, """
                    JUMP 8192 CONST 61440 ADD_IMM 147456 ADD_HERE 115712 ADD 84992 LOGIC 46080 LOGIC_IMM 46080 SHIFT_IMM 61440 SHIFT_REG 38912
                    SET_LESS 15360 SET_LESS_IMM 4096 BRANCH_EQ 77824 BRANCH_ZERO 54272 BRANCH_LESS 69632 JALR 13312 LOAD_WORD 123904
                    LOAD_PART 61440 STORE_WORD 100352 STORE_PART 38912 MUL 11264 MUL_HIGH 4096 DIV 4096 HALT 1 WRITE 64 READ 256 COPY 8192
                    POSEIDON2 256 SHA256 256 KECCAK 16 MULMOD 256
                    """),
            // Shifts and masks: guests/programs/workout.c.
            new Mix("bits", List.of(192, 256, 384), List.of(320, 384, 512), SizeClass.LARGE, """
                    JUMP 3328 CONST 8192 ADD_IMM 47104 ADD_HERE 124928 ADD 20480 LOGIC 174080 LOGIC_IMM 77824 SHIFT_IMM 258048 SHIFT_REG 1024
                    SET_LESS 1536 SET_LESS_IMM 256 BRANCH_EQ 29696 BRANCH_ZERO 178176 BRANCH_LESS 9216 JALR 2560 LOAD_WORD 83968
                    LOAD_PART 4608 STORE_WORD 29696 STORE_PART 2304 MUL 15360 MUL_HIGH 256 DIV 3584 HALT 1 WRITE 16 READ 16 COPY 256
                    """),
            // Comparisons over arrays: guests/programs/sort-check.c.
            new Mix("order", List.of(1024, 1536, 3072), List.of(1152, 1664, 3200), SizeClass.LARGE, """
                    JUMP 1024 CONST 19456 ADD_IMM 201728 ADD_HERE 74752 ADD 186368 LOGIC 1024 LOGIC_IMM 1024 SHIFT_IMM 159744 SHIFT_REG 1024
                    SET_LESS 30720 SET_LESS_IMM 256 BRANCH_EQ 22528 BRANCH_ZERO 8192 BRANCH_LESS 205824 JALR 7168 LOAD_WORD 115712
                    LOAD_PART 1024 STORE_WORD 62464 STORE_PART 1024 MUL 15360 MUL_HIGH 15360 DIV 256 HALT 1 WRITE 16 READ 64 COPY 16384
                    """),
            // Calls and bytes: guests/programs/json-query.c.
            new Mix("text", List.of(1024, 2048, 6144), List.of(1152, 2176, 6272), SizeClass.LARGE, """
                    JUMP 16384 CONST 171008 ADD_IMM 147456 ADD_HERE 113664 ADD 10240 LOGIC 1024 LOGIC_IMM 48128 SHIFT_IMM 2048 SHIFT_REG 4608
                    SET_LESS 256 SET_LESS_IMM 256 BRANCH_EQ 101376 BRANCH_ZERO 32768 BRANCH_LESS 75776 JALR 11264 LOAD_WORD 120832
                    LOAD_PART 84992 STORE_WORD 126976 STORE_PART 12288 MUL 256 MUL_HIGH 256 DIV 12288 HALT 1 WRITE 64 READ 256 COPY 16384
                    """),
            // Signatures: guests/programs/batch.c.
            new Mix("curve", List.of(256, 448, 512), List.of(448, 576, 640), SizeClass.LARGE, """
                    JUMP 1536 CONST 71680 ADD_IMM 169984 ADD_HERE 86016 ADD 124928 LOGIC 79872 LOGIC_IMM 12288 SHIFT_IMM 12288 SHIFT_REG 1024
                    SET_LESS 94208 SET_LESS_IMM 256 BRANCH_EQ 32768 BRANCH_ZERO 40960 BRANCH_LESS 22528 JALR 15360 LOAD_WORD 171008
                    LOAD_PART 2048 STORE_WORD 98304 STORE_PART 1280 MUL 256 MUL_HIGH 256 DIV 256 HALT 1 WRITE 16 READ 16 COPY 4096
                    SHA256 416 MULMOD 24576
                    """),
            // Recovery of keys in 256-bit arithmetic: a block's first half in guests/rust/evm.
            new Mix("recover", List.of(448, 640, 1024), List.of(640, 896, 1408), SizeClass.LARGE, """
                    JUMP 6144 CONST 49152 ADD_IMM 149504 ADD_HERE 98304 ADD 122880 LOGIC 58368 LOGIC_IMM 18432 SHIFT_IMM 17408 SHIFT_REG 7168
                    SET_LESS 92160 SET_LESS_IMM 512 BRANCH_EQ 9216 BRANCH_ZERO 46080 BRANCH_LESS 40960 JALR 9216 LOAD_WORD 188416
                    LOAD_PART 11264 STORE_WORD 157696 STORE_PART 5120 MUL 2560 MUL_HIGH 2048 DIV 64 HALT 1 WRITE 16 READ 16 COPY 8192
                    KECCAK 21 MULMOD 32768
                    """),
            // Contracts, and hashed tries that they change: the second half.
            new Mix("state", List.of(1024, 2048, 4096), List.of(1280, 2432, 4608), SizeClass.LARGE, """
                    JUMP 5376 CONST 48128 ADD_IMM 71680 ADD_HERE 188416 ADD 58368 LOGIC 74752 LOGIC_IMM 30720 SHIFT_IMM 54272 SHIFT_REG 33792
                    SET_LESS 6144 SET_LESS_IMM 3072 BRANCH_EQ 30720 BRANCH_ZERO 39936 BRANCH_LESS 86016 JALR 19456 LOAD_WORD 145408
                    LOAD_PART 86016 STORE_WORD 143360 STORE_PART 33792 MUL 8192 MUL_HIGH 5120 DIV 256 HALT 1 WRITE 16 READ 16 COPY 1024
                    KECCAK 341
                    """),
            // Hashing in software: guests/programs/sha256-plain.c.
            new Mix("digest", List.of(256, 448, 1024), List.of(384, 512, 1152), SizeClass.LARGE, """
                    JUMP 320 CONST 640 ADD_IMM 181248 ADD_HERE 53248 ADD 122880 LOGIC 313344 LOGIC_IMM 13312 SHIFT_IMM 268288 SHIFT_REG 64
                    SET_LESS 64 SET_LESS_IMM 64 BRANCH_EQ 30720 BRANCH_ZERO 256 BRANCH_LESS 1024 JALR 320 LOAD_WORD 42496
                    LOAD_PART 13312 STORE_WORD 22528 STORE_PART 1024 MUL 6400 MUL_HIGH 64 DIV 64 HALT 1 WRITE 16 READ 16 COPY 256
                    """),
            // Bytes and bits in tight loops: guests/rust/src/main.rs.
            new Mix("bytes", List.of(256, 448, 1024), List.of(384, 512, 1152), SizeClass.LARGE, """
                    JUMP 4096 CONST 1024 ADD_IMM 11264 ADD_HERE 61440 ADD 192512 LOGIC 96256 LOGIC_IMM 119808 SHIFT_IMM 96256 SHIFT_REG 96256
                    SET_LESS 256 SET_LESS_IMM 256 BRANCH_EQ 57344 BRANCH_ZERO 57344 BRANCH_LESS 96256 JALR 256 LOAD_WORD 1024
                    LOAD_PART 96256 STORE_WORD 1024 STORE_PART 96256 MUL 1024 MUL_HIGH 256 DIV 256 HALT 1 WRITE 16 READ 16 COPY 1024
                    """),
            // Input that is read and moved.
            new Mix("copy", List.of(4352), List.of(4480), SizeClass.SMALL, """
                    JUMP 64 CONST 512 ADD_IMM 1024 ADD_HERE 8704 ADD 1024 LOGIC 64 LOGIC_IMM 128 SHIFT_IMM 64 SHIFT_REG 64 SET_LESS 256
                    SET_LESS_IMM 64 BRANCH_EQ 4352 BRANCH_ZERO 256 BRANCH_LESS 256 JALR 64 LOAD_WORD 16896 LOAD_PART 64 STORE_WORD 16896
                    STORE_PART 64 MUL 128 MUL_HIGH 128 DIV 64 HALT 1 WRITE 16 READ 64 COPY 16384
                    """),
            // SHA-256 of what is read or written: most of a segment is compressions.
            new Mix("sha256", List.of(1088, 4224), List.of(1216, 4352), SizeClass.MEDIUM, """
                    JUMP 256 CONST 15360 ADD_IMM 9216 ADD_HERE 7168 ADD 2048 LOGIC 1024 LOGIC_IMM 2560 SHIFT_IMM 1024 SHIFT_REG 256 SET_LESS 256
                    SET_LESS_IMM 64 BRANCH_EQ 2560 BRANCH_ZERO 4608 BRANCH_LESS 4608 JALR 2560 LOAD_WORD 2048 LOAD_PART 2560 STORE_WORD 2048
                    STORE_PART 2560 MUL 64 MUL_HIGH 64 DIV 64 HALT 1 WRITE 16 READ 16 COPY 2048 SHA256 2048
                    """),
            // Permutations of Keccak: guests/programs/keccak-chain.c.
            new Mix("keccak", List.of(64, 64), List.of(192, 192), SizeClass.MEDIUM, """
                    JUMP 1088 CONST 7104 ADD_IMM 27392 ADD_HERE 42368 ADD 23808 LOGIC 11072 LOGIC_IMM 3456 SHIFT_IMM 768 SHIFT_REG 64
                    SET_LESS 64 SET_LESS_IMM 64 BRANCH_EQ 39680 BRANCH_ZERO 2112 BRANCH_LESS 1408 JALR 1408 LOAD_WORD 7936
                    LOAD_PART 22528 STORE_WORD 24704 STORE_PART 11904 MUL 64 MUL_HIGH 64 DIV 64 HALT 1 WRITE 16 READ 16 COPY 256 KECCAK 341
                    """));

    /** All rows, class by class from the smallest. */
    static final List<ShapeRows> ROWS = rows();

    private StandardShapes() {}

    private static List<ShapeRows> rows() {
        List<ShapeRows> rows = new ArrayList<>();
        for (SizeClass size : SizeClass.values()) {
            int place = size.place();
            MIXES.stream()
                    .filter(mix -> place < mix.blocks().size())
                    .map(mix -> new ShapeRows(
                            mix.name(),
                            size,
                            scaled(mix, size),
                            mix.blocks().get(place),
                            mix.nodes().get(place)))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static Map<TableId, Integer> scaled(Mix mix, SizeClass size) {
        int shift = mix.cycles().logCycles() - size.logCycles();
        Map<TableId, Integer> rows = new EnumMap<>(TableId.class);
        try (Scanner words = new Scanner(mix.rows())) {
            while (words.hasNext()) {
                TableId id = TableId.valueOf(words.next());
                int most = words.nextInt();
                // Lookup tables do not shrink with the class: a little less keeps the interactions below the next power
                // of two.
                int part = shift == 0 ? most : (most >> shift) - (most >> (shift + SPARED));
                rows.put(id, Math.max(part, Math.min(most, LEAST_ROWS)));
            }
        }
        return rows;
    }
}
