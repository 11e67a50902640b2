package io.bulwark.riscv;

import static io.bulwark.riscv.ProgramException.demand;

import io.bulwark.riscv.ProgramException.Reason;

/** The first bytes of an ELF file: what kind of machine and of file it is for. */
final class ElfHeader {
    private static final int HEADER_BYTES = 52;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 3;
    private static final int RISCV = 243;
    private static final int FLAG_COMPRESSED = 1;
    private static final int FLAGS_FLOAT_ABI = 6;
    private static final int FLAG_REDUCED = 8;

    private ElfHeader() {}

    /**
     * Checks that the file is a static little-endian RV32 executable of integer code.
     *
     * @throws ProgramException with the first rule that it breaks
     */
    static void check(ElfBytes file) {
        file.demand(0, HEADER_BYTES, "ELF header");
        demand(Reason.NOT_ELF, file.word(0) == 0x464c457fL, "magic 7f 45 4c 46", "0x%08x little-endian", file.word(0));
        demand(Reason.NOT_32_BIT, file.byteAt(4) == 1, "class 1 (32 bits)", "class %d", file.byteAt(4));
        demand(Reason.NOT_LITTLE_ENDIAN, file.byteAt(5) == 1, "data 1 (little-endian)", "data %d", file.byteAt(5));
        demand(Reason.NOT_ELF, file.byteAt(6) == 1, "version 1", "version %d", file.byteAt(6));
        int type = file.half(16);
        demand(Reason.DYNAMIC, type != SHARED, "type 2 (static executable)", "type %d (shared object)", type);
        demand(Reason.NOT_EXECUTABLE, type == EXECUTABLE, "type 2 (static executable)", "type %d", type);
        demand(Reason.NOT_RISCV, file.half(18) == RISCV, "machine 243 (RISC-V)", "machine %d", file.half(18));
        long flags = file.word(36);
        demand(Reason.COMPRESSED, (flags & FLAG_COMPRESSED) == 0, "no compressed code", "flags 0x%x", flags);
        demand(Reason.FLOAT, (flags & FLAGS_FLOAT_ABI) == 0, "the soft-float ABI", "flags 0x%x", flags);
        demand(Reason.REDUCED_REGISTERS, (flags & FLAG_REDUCED) == 0, "the ABI of 32 registers", "flags 0x%x", flags);
    }
}
