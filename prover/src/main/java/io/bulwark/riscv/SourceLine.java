package io.bulwark.riscv;

/**
 * A line of a program's source.
 *
 * @param file its path as the compiler was told it
 * @param line from 1
 */
public record SourceLine(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
