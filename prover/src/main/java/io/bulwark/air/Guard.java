package io.bulwark.air;

/**
 * A constraint that the builder adds: value * (1 - selector) = 0, both nodes of the chip's graph. With selector = value it says that the value is
 * 0 or 1; otherwise, that the value is 0 wherever the selector is not 1.
 */
public record Guard(int value, int selector) {}
