package io.bulwark.riscv;

import io.bulwark.riscv.ProgramException.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * A program that the machine runs: decoded code, memory at the start, entry. Immutable.
 *
 * <p>Code is one span of words from {@link #textStart}; instruction i lies at byte address textStart + 4 i. Words of the span that belong to no code
 * section are {@link Opcode#TRAP}. The machine is of the Harvard kind: writes to the addresses of code change data only.
 */
public final class Program {
    /** Words that may lie between code sections, all gaps together: code far apart would need a table of nothing. */
    static final int MAX_GAP_WORDS = 1 << 16;

    private final int entry;
    private final int textStart;
    private final Instruction[] text;
    private final int[] words;
    private final List<LoadSegment> segments;
    private final Symbols symbols;
    private final SourceLines lines;

    private Program(
            int entry,
            int textStart,
            Instruction[] text,
            int[] words,
            List<LoadSegment> segments,
            Symbols symbols,
            SourceLines lines) {
        this.entry = entry;
        this.textStart = textStart;
        this.text = text;
        this.words = words;
        this.segments = segments;
        this.symbols = symbols;
        this.lines = lines;
    }

    /**
     * Reads a static little-endian RV32IM ELF file.
     *
     * @throws ProgramException if the file is none, with the first rule that it breaks
     */
    public static Program load(byte[] elf) {
        ElfFile file = new ElfFile(elf);
        List<LoadSegment> code = file.code();
        if (code.isEmpty()) {
            throw new ProgramException(Reason.ENTRY_OUTSIDE_TEXT, "code", "none");
        }
        int start = code.getFirst().address();
        int span = span(code);
        Instruction[] text = new Instruction[span];
        int[] words = new int[span];
        Arrays.fill(text, Decoder.gap());
        for (LoadSegment part : code) {
            for (int j = 0; j < part.length(); j += 4) {
                int at = part.address() + j;
                int i = (at - start) >>> 2;
                words[i] = part.wordAt(j);
                text[i] = Decoder.decode(at, words[i]);
            }
        }
        checkEntry(file.entry(), code);
        return new Program(file.entry(), start, text, words, file.segments(), file.symbols(), file.lines());
    }

    private static int span(List<LoadSegment> code) {
        long words = 0;
        for (LoadSegment part : code) {
            words += part.length() / 4;
        }
        long span =
                (code.getLast().end() - Integer.toUnsignedLong(code.getFirst().address())) / 4;
        if (span - words > MAX_GAP_WORDS) {
            throw new ProgramException(
                    Reason.TEXT_SCATTERED,
                    "code sections with at most " + MAX_GAP_WORDS + " words between them",
                    (span - words) + " words");
        }
        return (int) span;
    }

    private static void checkEntry(int entry, List<LoadSegment> code) {
        if ((entry & 3) != 0) {
            throw new ProgramException(Reason.MISALIGNED, "an entry at a multiple of 4", "0x%08x".formatted(entry));
        }
        long at = Integer.toUnsignedLong(entry);
        if (code.stream().noneMatch(part -> at >= Integer.toUnsignedLong(part.address()) && at < part.end())) {
            throw new ProgramException(Reason.ENTRY_OUTSIDE_TEXT, "an entry inside code", "0x%08x".formatted(entry));
        }
    }

    /** Byte address of the first instruction to run, a multiple of 4. */
    public int entry() {
        return entry;
    }

    /** Byte address of instruction 0, a multiple of 4. */
    public int textStart() {
        return textStart;
    }

    /** Number of words of the code's span. */
    public int textLength() {
        return text.length;
    }

    /** Instruction i, 0 <= i < {@link #textLength}. */
    public Instruction instruction(int i) {
        return text[i];
    }

    /** The undecoded word of instruction i. */
    public int word(int i) {
        return words[i];
    }

    /** Byte address of instruction i. */
    public int address(int i) {
        return textStart + 4 * i;
    }

    /** What memory holds at the start, disjoint and in the file's order; all else is zero. */
    public List<LoadSegment> segments() {
        return segments;
    }

    public Symbols symbols() {
        return symbols;
    }

    /** Source lines of instructions, for messages. */
    public SourceLines lines() {
        return lines;
    }

    /** Symbol and source line of a byte address, as far as the file tells them: {@code name+0x10, file.c:3}. */
    public String describe(int address) {
        String symbol = symbols.describe(address);
        return lines.at(address)
                .map(line -> symbol.isEmpty() ? line.toString() : symbol + ", " + line)
                .orElse(symbol);
    }

    /** Index of the instruction at a byte address that is a multiple of 4, or -1 where the code's span has none. */
    int index(int address) {
        int i = (address - textStart) >>> 2;
        return i < text.length ? i : -1;
    }
}
