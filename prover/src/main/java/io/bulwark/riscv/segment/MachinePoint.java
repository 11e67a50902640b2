package io.bulwark.riscv.segment;

import io.bulwark.riscv.memory.Digest;

/**
 * Where a run stands between two segments.
 *
 * @param pc word pc (byte address / 4) of the next instruction; 0 behind the exit call
 * @param root of the memory tree
 */
public record MachinePoint(int pc, Digest root) {}
