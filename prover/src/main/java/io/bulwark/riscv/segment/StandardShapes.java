package io.bulwark.riscv.segment;

import java.util.List;

/** The shapes of the standard machine, found by measuring guests. */
final class StandardShapes {
    static final List<ShapeRows> ROWS = List.of(
            ShapeRows.of(
                    "general",
                    SizeClass.SMALL,
                    512,
                    768,
                    "JUMP 1024 CONST 8192 ADD_IMM 12288 ADD_HERE 12288 ADD 8192 LOGIC 8192 LOGIC_IMM 4096 SHIFT_IMM 8192 SHIFT_REG 1024 SET_LESS 4096 SET_LESS_IMM 512 BRANCH_EQ 8192 BRANCH_ZERO 8192 BRANCH_LESS 8192 JALR 1024 LOAD_WORD 8192 LOAD_PART 4096 STORE_WORD 8192 STORE_PART 4096 MUL 1024 MUL_HIGH 512 DIV 512 HALT 1 WRITE 64 READ 64 COPY 1024 SHA256 64 KECCAK 16 MULMOD 64 POSEIDON2 64"));

    private StandardShapes() {}
}
