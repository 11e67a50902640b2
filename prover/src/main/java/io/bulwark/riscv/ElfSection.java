package io.bulwark.riscv;

/**
 * A section header of an ELF file, unsigned numbers as it has them.
 *
 * @param name offset in the section of names
 * @param type a number, as SHT_PROGBITS (1)
 * @param flags bits, as {@link #ALLOCATED}
 * @param address where it lies in memory
 * @param offset where it lies in the file
 * @param size in bytes
 * @param link the section that it depends on
 */
record ElfSection(long name, long type, long flags, long address, long offset, long size, long link) {
    /** Of a section that lies in memory when the program runs. */
    static final long ALLOCATED = 2;

    boolean has(long flag) {
        return (flags & flag) != 0;
    }
}
