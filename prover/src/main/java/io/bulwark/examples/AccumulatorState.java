package io.bulwark.examples;

/**
 * Where a run of the accumulator machine stands.
 *
 * @param clock instructions done
 * @param counter address of the next instruction
 * @param accumulator the word
 */
public record AccumulatorState(int clock, int counter, int accumulator) {}
