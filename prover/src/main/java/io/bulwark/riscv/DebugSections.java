package io.bulwark.riscv;

/**
 * The sections of an ELF file that tell source lines.
 *
 * @param lines {@code .debug_line}; empty where there is none
 * @param lineTexts {@code .debug_line_str}
 * @param texts {@code .debug_str}
 * @param compressed whether {@code .debug_line} is there in a form that is not read
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of bytes inside of the package; never compared
record DebugSections(byte[] lines, byte[] lineTexts, byte[] texts, boolean compressed) {
    /** None of them. */
    static DebugSections none() {
        return new DebugSections(new byte[0], new byte[0], new byte[0], false);
    }

    String lineText(long at) {
        return text(lineTexts, at);
    }

    String text(long at) {
        return text(texts, at);
    }

    private static String text(byte[] section, long at) {
        DebugFault.demand(DebugFlaw.Kind.TRUNCATED, at < section.length);
        return new DebugCursor(section, (int) at, section.length).text();
    }
}
