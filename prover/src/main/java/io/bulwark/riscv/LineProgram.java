package io.bulwark.riscv;

import static io.bulwark.riscv.DebugFault.demand;

import io.bulwark.riscv.DebugFlaw.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the line number program of one unit: which addresses belong to which line. Source: DWARF 5, sections 6.2.2 and 6.2.5.
 */
final class LineProgram {
    private static final long ADDRESS_END = 1L << 32;
    /** Code that the linker took out is said to lie here; no program has any. */
    private static final long FIRST_PAGE_END = 4096;

    private static final int COPY = 1;
    private static final int ADVANCE_PC = 2;
    private static final int ADVANCE_LINE = 3;
    private static final int SET_FILE = 4;
    private static final int CONST_ADD_PC = 8;
    private static final int FIXED_ADVANCE_PC = 9;
    private static final int END_SEQUENCE = 1;
    private static final int SET_ADDRESS = 2;

    /** Addresses from, .., to - 1 come from a line. */
    record Range(long from, long to, String file, int line) {}

    private final LineHeader header;
    private final DebugCursor code;
    private final List<Range> ranges;
    private final int most;
    /** Ranges of the sequence that is being read: they count when it ends as it should. */
    private final List<Range> sequence = new ArrayList<>();

    private long address;
    private long file;
    private long line;
    private boolean open;
    private long openFrom;
    private long openFile;
    private long openLine;

    /**
     * @param code the unit's opcodes
     * @param ranges where to put what they say
     * @param most how many may be there then
     */
    LineProgram(LineHeader header, DebugCursor code, List<Range> ranges, int most) {
        this.header = header;
        this.code = code;
        this.ranges = ranges;
        this.most = most;
        reset();
    }

    /** Runs it all; {@link DebugFault} leaves the sequences that came before. */
    void run() {
        while (!code.atEnd()) {
            int opcode = code.u8();
            if (opcode >= header.opcodeBase()) {
                int special = opcode - header.opcodeBase();
                advance(header.instructionStep(special));
                line += header.lineStep(special);
                row();
            } else if (opcode == 0) {
                extended();
            } else {
                standard(opcode);
            }
        }
    }

    private void standard(int opcode) {
        switch (opcode) {
            case COPY -> row();
            case ADVANCE_PC -> advance(code.uleb());
            case ADVANCE_LINE -> line += code.sleb();
            case SET_FILE -> file = code.uleb();
            case CONST_ADD_PC -> advance(header.instructionStep(255 - header.opcodeBase()));
            case FIXED_ADVANCE_PC -> address += code.u16();
            default -> {
                // Columns, blocks, prologues: what no line depends on.
                for (int i = 0; i < header.operands(opcode); i++) {
                    code.uleb();
                }
            }
        }
    }

    private void extended() {
        DebugCursor operands = code.part(code.uleb());
        switch (operands.u8()) {
            case SET_ADDRESS -> address = operands.u32();
            case END_SEQUENCE -> {
                close();
                if (!sequence.isEmpty() && sequence.getFirst().from() >= FIRST_PAGE_END) {
                    demand(Kind.TOO_MANY, ranges.size() + sequence.size() <= most);
                    ranges.addAll(sequence);
                }
                reset();
            }
            default -> {
                // A discriminator, or what some compiler added.
            }
        }
    }

    private void advance(long instructions) {
        address += header.bytes(instructions);
    }

    /** From here on code comes from the line that is set. */
    private void row() {
        close();
        open = true;
        openFrom = address;
        openFile = file;
        openLine = line;
    }

    private void close() {
        // A second row at the same address takes the place of the first; addresses that go back are a fault of the
        // compiler's and give no line.
        if (open && openFrom < address && address <= ADDRESS_END && openLine > 0 && openLine <= Integer.MAX_VALUE) {
            demand(Kind.TOO_MANY, sequence.size() < most);
            String path = header.file(openFile);
            if (!path.isEmpty()) {
                sequence.add(new Range(openFrom, address, path, (int) openLine));
            }
        }
        open = false;
    }

    private void reset() {
        sequence.clear();
        address = 0;
        file = header.firstFile();
        line = 1;
        open = false;
    }
}
