package io.bulwark.riscv;

import static io.bulwark.riscv.DebugFault.demand;

import io.bulwark.riscv.DebugFlaw.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of one unit of {@code .debug_line}: which files there are, and what its opcodes mean. Source: DWARF 5, section 6.2.4; DWARF 4 and 2, the same.
 */
final class LineHeader {
    private static final int MAX_ENTRIES = 1 << 16;

    private static final int CONTENT_PATH = 1;
    private static final int CONTENT_DIRECTORY = 2;

    private static final int FORM_DATA2 = 0x05;
    private static final int FORM_DATA4 = 0x06;
    private static final int FORM_DATA8 = 0x07;
    private static final int FORM_STRING = 0x08;
    private static final int FORM_BLOCK = 0x09;
    private static final int FORM_DATA1 = 0x0b;
    private static final int FORM_STRP = 0x0e;
    private static final int FORM_UDATA = 0x0f;
    private static final int FORM_DATA16 = 0x1e;
    private static final int FORM_LINE_STRP = 0x1f;

    /** A file or a directory: its path, and the directory that it lies in. */
    private record Entry(String path, long directory) {}

    private final DebugSections sections;
    private final int version;
    private final int leastInstruction;
    private final int lineBase;
    private final int lineRange;
    private final int[] operands;
    private final List<Entry> directories = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();

    /**
     * Reads a head; the cursor then stands at the first opcode.
     *
     * @param unit the unit behind its length
     * @throws DebugFault if it is none
     */
    LineHeader(DebugSections sections, DebugCursor unit) {
        this.sections = sections;
        version = unit.u16();
        demand(Kind.UNKNOWN_VERSION, version >= 2 && version <= 5);
        if (version == 5) {
            // Sizes of an address and of a segment selector.
            unit.skip(2);
        }
        DebugCursor head = unit.part(unit.u32());
        leastInstruction = head.u8();
        if (version >= 4) {
            // Operations in an instruction: 1 but for machines that pack several.
            head.skip(1);
        }
        // Whether a line is where a statement begins.
        head.skip(1);
        lineBase = head.s8();
        lineRange = head.u8();
        int opcodeBase = head.u8();
        demand(Kind.BAD_HEADER, lineRange > 0 && opcodeBase > 0);
        operands = new int[opcodeBase];
        for (int opcode = 1; opcode < opcodeBase; opcode++) {
            operands[opcode] = head.u8();
        }
        if (version == 5) {
            readEntries(head, directories);
            readEntries(head, files);
        } else {
            readOldEntries(head);
        }
    }

    private void readOldEntries(DebugCursor head) {
        // Directory 0 is the one compiled in, and there is no file 0.
        add(directories, new Entry("", 0));
        add(files, new Entry("", 0));
        for (String path = head.text(); !path.isEmpty(); path = head.text()) {
            add(directories, new Entry(path, 0));
        }
        for (String path = head.text(); !path.isEmpty(); path = head.text()) {
            long directory = head.uleb();
            // Time and length.
            head.uleb();
            head.uleb();
            add(files, new Entry(path, directory));
        }
    }

    private void readEntries(DebugCursor head, List<Entry> entries) {
        long[][] formats = new long[head.u8()][2];
        for (long[] format : formats) {
            format[0] = head.uleb();
            format[1] = head.uleb();
        }
        long count = head.uleb();
        demand(Kind.TOO_MANY, count >= 0 && count <= MAX_ENTRIES);
        for (long i = 0; i < count; i++) {
            String path = "";
            long directory = 0;
            for (long[] format : formats) {
                if (format[0] == CONTENT_PATH) {
                    path = text(head, format[1]);
                } else if (format[0] == CONTENT_DIRECTORY) {
                    directory = number(head, format[1]);
                } else {
                    skip(head, format[1]);
                }
            }
            add(entries, new Entry(path, directory));
        }
    }

    private static void add(List<Entry> entries, Entry entry) {
        demand(Kind.TOO_MANY, entries.size() < MAX_ENTRIES);
        entries.add(entry);
    }

    private String text(DebugCursor head, long form) {
        return switch ((int) form) {
            case FORM_STRING -> head.text();
            case FORM_LINE_STRP -> sections.lineText(head.u32());
            case FORM_STRP -> sections.text(head.u32());
            default -> throw new DebugFault(Kind.UNKNOWN_FORM);
        };
    }

    private static long number(DebugCursor head, long form) {
        return switch ((int) form) {
            case FORM_UDATA -> head.uleb();
            case FORM_DATA1 -> head.number(1);
            case FORM_DATA2 -> head.number(2);
            case FORM_DATA4 -> head.number(4);
            case FORM_DATA8 -> head.number(8);
            default -> throw new DebugFault(Kind.UNKNOWN_FORM);
        };
    }

    private static void skip(DebugCursor head, long form) {
        switch ((int) form) {
            case FORM_STRING -> head.text();
            case FORM_LINE_STRP, FORM_STRP -> head.skip(4);
            case FORM_DATA16 -> head.skip(16);
            case FORM_BLOCK -> head.skip(head.uleb());
            default -> number(head, form);
        }
    }

    /** Path of a file by its number, as the line program names it; empty for one that is not there. */
    String file(long number) {
        if (number < 0 || number >= files.size()) {
            return "";
        }
        Entry file = files.get((int) number);
        String path = file.path;
        // Directory 0 is where the compiler ran: what lies there is named from there.
        if (!path.startsWith("/") && file.directory > 0 && file.directory < directories.size()) {
            path = directories.get((int) file.directory).path + "/" + path;
        }
        return path.startsWith("./") ? path.substring(2) : path;
    }

    /** File 1 is the first in DWARF 2 to 4, and the first one named in a program in all versions. */
    int firstFile() {
        return 1;
    }

    /** Number of the first opcode that advances address and line at once. */
    int opcodeBase() {
        return operands.length;
    }

    /** How many LEB128 operands a standard opcode has that the reader does not know. */
    int operands(int opcode) {
        return operands[opcode];
    }

    long bytes(long instructions) {
        return instructions * leastInstruction;
    }

    int lineStep(int special) {
        return lineBase + special % lineRange;
    }

    long instructionStep(int special) {
        return special / lineRange;
    }
}
