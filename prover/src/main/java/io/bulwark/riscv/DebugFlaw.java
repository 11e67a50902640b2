package io.bulwark.riscv;

/**
 * What is wrong with a file's debug information, or not understood of it. It costs names in messages and nothing else.
 *
 * @param at offset in the section {@code .debug_line} where it was met
 */
public record DebugFlaw(Kind kind, long at) {
    /** One for each way. */
    public enum Kind {
        /** Something leads beyond its end. */
        TRUNCATED,
        /** A version that is none of 2 to 5, or DWARF's 64-bit form. */
        UNKNOWN_VERSION,
        /** A form of an entry that line tables do not have. */
        UNKNOWN_FORM,
        /** A header whose numbers contradict each other. */
        BAD_HEADER,
        /** More files, directories or lines than are read. */
        TOO_MANY,
        /** A number of more than 64 bits. */
        BAD_NUMBER,
        /** The section is compressed. */
        COMPRESSED
    }
}
