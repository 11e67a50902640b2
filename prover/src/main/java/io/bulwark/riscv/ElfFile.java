package io.bulwark.riscv;

import static io.bulwark.riscv.ProgramException.demand;

import io.bulwark.riscv.ProgramException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes an ELF file apart and checks it: a static little-endian RV32 executable whose segments and sections neither overlap nor wrap.
 *
 * <p>Source: System V Application Binary Interface, chapters 4 and 5; RISC-V ELF psABI, chapter 8. Memory used is bounded by a constant and a small
 * multiple of the file's length.
 */
final class ElfFile {
    static final int MAX_FILE_BYTES = 1 << 28;

    private static final int PROGRAM_HEADER_BYTES = 32;
    private static final int SECTION_HEADER_BYTES = 40;
    private static final int MAX_PROGRAM_HEADERS = 256;
    private static final int MAX_SECTIONS = 4096;
    private static final long FIRST_PAGE_END = 4096;
    private static final long ADDRESS_END = 1L << 32;

    private static final long PT_LOAD = 1;
    private static final long PT_DYNAMIC = 2;
    private static final long PT_INTERP = 3;
    private static final long PF_EXECUTE = 1;

    private static final long SHT_NOTHING = 0;
    private static final long SHT_NO_BITS = 8;
    private static final long SHF_EXECUTE = 4;
    private static final long SHF_THREAD_LOCAL = 0x400;

    /** A PT_LOAD entry: file bytes at {@code offset}, memory at {@code address}, {@code inMemory >= inFile}. */
    private record Load(long offset, long address, long inFile, long inMemory, boolean executable) {}

    private final ElfBytes file;
    private final List<Load> loads;
    private final List<ElfSection> sections;

    /**
     * Reads and checks.
     *
     * @throws ProgramException with the first rule that the file breaks
     */
    ElfFile(byte[] bytes) {
        if (bytes.length > MAX_FILE_BYTES) {
            throw new ProgramException(
                    Reason.TOO_LARGE, "at most " + MAX_FILE_BYTES + " bytes", bytes.length + " bytes");
        }
        file = new ElfBytes(bytes);
        ElfHeader.check(file);
        loads = readLoads();
        checkLoads();
        sections = readSections();
        checkSections();
    }

    int entry() {
        return (int) file.word(24);
    }

    /** What lies in memory at the start, in the file's order. */
    List<LoadSegment> segments() {
        return loads.stream()
                .filter(load -> load.inFile > 0)
                .map(load -> new LoadSegment((int) load.address, file.slice(load.offset, load.inFile, "segment")))
                .toList();
    }

    /**
     * Where the code lies, in order of addresses: the executable sections, or the whole executable segments of a file without sections. Addresses and
     * lengths are multiples of 4.
     */
    List<LoadSegment> code() {
        List<LoadSegment> code = new ArrayList<>();
        if (sections.isEmpty()) {
            for (Load load : loads) {
                if (load.executable && load.inFile > 0) {
                    code.add(codeAt(load.address, load.offset, load.inFile));
                }
            }
        } else {
            for (ElfSection section : sections) {
                if (section.has(ElfSection.ALLOCATED) && section.has(SHF_EXECUTE) && section.size() > 0) {
                    demandLoaded(section);
                    code.add(codeAt(section.address(), section.offset(), section.size()));
                }
            }
        }
        code.sort(Comparator.comparingLong(LoadSegment::end));
        return code;
    }

    /** Names of functions and of labels; entries that make no sense are left out. */
    Symbols symbols() {
        return new ElfNames(file, sections).symbols();
    }

    /** Where lines of source come from; none where the file does not tell them. */
    SourceLines lines() {
        return new ElfNames(file, sections).lines();
    }

    private List<Load> readLoads() {
        int count = file.half(44);
        demand(Reason.BAD_HEADER, count <= MAX_PROGRAM_HEADERS, "at most 256 program headers", "%d", count);
        demand(
                Reason.BAD_HEADER,
                count == 0 || file.half(42) == PROGRAM_HEADER_BYTES,
                "program headers of 32 bytes",
                "%d bytes",
                file.half(42));
        long table = file.word(28);
        file.demand(table, (long) count * PROGRAM_HEADER_BYTES, "program header table");
        List<Load> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * PROGRAM_HEADER_BYTES;
            long type = file.word(at);
            demand(
                    Reason.DYNAMIC,
                    type != PT_DYNAMIC && type != PT_INTERP,
                    "no dynamic linking",
                    "program header of type %d",
                    type);
            if (type == PT_LOAD) {
                found.add(new Load(
                        file.word(at + 4),
                        file.word(at + 8),
                        file.word(at + 16),
                        file.word(at + 20),
                        (file.word(at + 24) & PF_EXECUTE) != 0));
            }
        }
        return found;
    }

    private void checkLoads() {
        List<long[]> ranges = new ArrayList<>();
        for (Load load : loads) {
            file.demand(load.offset, load.inFile, "segment");
            demand(
                    Reason.BAD_HEADER,
                    load.inFile <= load.inMemory,
                    "a segment whose file part fits its " + load.inMemory + " bytes of memory",
                    "%d bytes",
                    load.inFile);
            if (load.inMemory > 0) {
                demandAddresses(load.address, load.inMemory, "segment");
                ranges.add(new long[] {load.address, load.address + load.inMemory});
            }
        }
        demandApart(ranges, "segments");
    }

    private List<ElfSection> readSections() {
        long table = file.word(32);
        int count = file.half(48);
        if (table == 0 || count == 0) {
            return List.of();
        }
        demand(Reason.BAD_HEADER, count <= MAX_SECTIONS, "at most 4096 sections", "%d", count);
        demand(
                Reason.BAD_HEADER,
                file.half(46) == SECTION_HEADER_BYTES,
                "section headers of 40 bytes",
                "%d bytes",
                file.half(46));
        file.demand(table, (long) count * SECTION_HEADER_BYTES, "section header table");
        List<ElfSection> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * SECTION_HEADER_BYTES;
            found.add(new ElfSection(
                    file.word(at),
                    file.word(at + 4),
                    file.word(at + 8),
                    file.word(at + 12),
                    file.word(at + 16),
                    file.word(at + 20),
                    file.word(at + 24)));
        }
        return found;
    }

    private void checkSections() {
        List<long[]> ranges = new ArrayList<>();
        for (ElfSection section : sections) {
            boolean overlay = section.type() == SHT_NO_BITS && section.has(SHF_THREAD_LOCAL);
            if (!section.has(ElfSection.ALLOCATED) || section.type() == SHT_NOTHING || section.size() == 0 || overlay) {
                continue;
            }
            if (section.type() != SHT_NO_BITS) {
                file.demand(section.offset(), section.size(), "section");
            }
            demandAddresses(section.address(), section.size(), "section");
            ranges.add(new long[] {section.address(), section.address() + section.size()});
        }
        demandApart(ranges, "sections");
    }

    private LoadSegment codeAt(long address, long offset, long size) {
        demand(
                Reason.MISALIGNED,
                address % 4 == 0 && size % 4 == 0,
                "code of whole words at a multiple of 4",
                "%d bytes of code at 0x%x",
                size,
                address);
        return new LoadSegment((int) address, file.slice(offset, size, "code section"));
    }

    /** Code comes from the bytes that the machine loads at that address, and from no others. */
    private void demandLoaded(ElfSection section) {
        boolean loaded = section.type() != SHT_NO_BITS
                && loads.stream()
                        .anyMatch(load -> load.executable
                                && section.address() >= load.address
                                && section.address() + section.size() <= load.address + load.inFile
                                && section.offset() - load.offset == section.address() - load.address);
        demand(
                Reason.TEXT_NOT_LOADED,
                loaded,
                "code inside one executable segment",
                "section of %d bytes at 0x%x",
                section.size(),
                section.address());
    }

    private static void demandAddresses(long address, long length, String what) {
        demand(
                Reason.WRAPS,
                address + length <= ADDRESS_END,
                "a %s below 2^32".formatted(what),
                "%d bytes at 0x%x",
                length,
                address);
        demand(
                Reason.FIRST_PAGE,
                address >= FIRST_PAGE_END,
                "a %s from 0x1000 on".formatted(what),
                "address 0x%x",
                address);
    }

    private static void demandApart(List<long[]> ranges, String what) {
        ranges.sort(Comparator.comparingLong(range -> range[0]));
        for (int i = 1; i < ranges.size(); i++) {
            demand(
                    Reason.OVERLAP,
                    ranges.get(i)[0] >= ranges.get(i - 1)[1],
                    what + " apart",
                    "one that ends at 0x%x and one from 0x%x on",
                    ranges.get(i - 1)[1],
                    ranges.get(i)[0]);
        }
    }
}
