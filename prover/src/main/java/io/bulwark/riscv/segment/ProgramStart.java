package io.bulwark.riscv.segment;

import io.bulwark.riscv.memory.Digest;

/**
 * Where all runs of a program start.
 *
 * @param logTable log2 of the rows of its table, one of the machine's steps
 * @param entry word pc of its first instruction
 * @param image root of the memory that it starts with
 */
public record ProgramStart(int logTable, int entry, Digest image) {}
