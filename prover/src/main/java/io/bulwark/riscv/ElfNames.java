package io.bulwark.riscv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an ELF file calls its code: symbols and, where it has debug information, source lines. Entries that make no sense are left out, and nothing is refused. */
final class ElfNames {
    private static final long BITS = 1;
    private static final long SYMBOLS = 2;
    private static final long STRINGS = 3;
    private static final long COMPRESSED = 0x800;
    private static final int SYMBOL_BYTES = 16;
    private static final int MAX_SYMBOL_LENGTH = 1024;
    private static final int LABEL = 0;
    private static final int FUNCTION = 2;

    private final ElfBytes file;
    private final List<ElfSection> sections;

    ElfNames(ElfBytes file, List<ElfSection> sections) {
        this.file = file;
        this.sections = sections;
    }

    /** Names of functions and of labels; entries that make no sense are left out. */
    Symbols symbols() {
        List<Symbols.Symbol> symbols = new ArrayList<>();
        for (ElfSection table : sections) {
            if (table.type() != SYMBOLS
                    || !file.holds(table.offset(), table.size())
                    || table.link() >= sections.size()) {
                continue;
            }
            ElfSection names = sections.get((int) table.link());
            if (names.type() == STRINGS && file.holds(names.offset(), names.size())) {
                readSymbols(table, names, symbols);
            }
        }
        return new Symbols(symbols);
    }

    /** Where lines of source come from; what the file lacks is empty. */
    SourceLines lines() {
        Optional<ElfSection> lines = notLoaded(".debug_line");
        return new SourceLines(new DebugSections(
                bytes(lines),
                bytes(notLoaded(".debug_line_str")),
                bytes(notLoaded(".debug_str")),
                lines.filter(section -> section.has(COMPRESSED)).isPresent()));
    }

    private Optional<ElfSection> notLoaded(String name) {
        int index = file.half(50);
        if (index >= sections.size()) {
            return Optional.empty();
        }
        ElfSection names = sections.get(index);
        if (names.type() != STRINGS || !file.holds(names.offset(), names.size())) {
            return Optional.empty();
        }
        long end = names.offset() + names.size();
        return sections.stream()
                .filter(section -> section.type() == BITS && !section.has(ElfSection.ALLOCATED))
                .filter(section -> section.name() < names.size() && file.holds(section.offset(), section.size()))
                .filter(section -> file.name(names.offset() + section.name(), end, name.length() + 1)
                        .equals(name))
                .findFirst();
    }

    private byte[] bytes(Optional<ElfSection> section) {
        return section.map(s -> file.slice(s.offset(), s.size(), "debug section"))
                .orElse(new byte[0]);
    }

    private void readSymbols(ElfSection table, ElfSection names, List<Symbols.Symbol> symbols) {
        for (long at = table.offset(); at + SYMBOL_BYTES <= table.offset() + table.size(); at += SYMBOL_BYTES) {
            long name = file.word(at);
            int type = file.byteAt((int) at + 12) & 15;
            boolean code = type == LABEL || type == FUNCTION;
            if (!code || file.half(at + 14) == 0 || name == 0 || name >= names.size()) {
                continue;
            }
            String text = printable(RustName.readable(
                    file.name(names.offset() + name, names.offset() + names.size(), MAX_SYMBOL_LENGTH)));
            // A name that begins so marks a kind of code or a place within a function.
            boolean mark = text.startsWith("$") || text.startsWith(".");
            if (!text.isEmpty() && !mark && symbols.size() < Symbols.MAX_NAMES) {
                symbols.add(new Symbols.Symbol((int) file.word(at + 4), text, file.word(at + 8), type == FUNCTION));
            }
        }
    }

    /** Names go to terminals: one that holds control characters shall not move the cursor. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.toString();
    }
}
