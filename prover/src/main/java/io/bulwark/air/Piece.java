package io.bulwark.air;

/**
 * 2^logHeight rows of a chip's table.
 *
 * @param chip the chip's number in the machine
 */
public record Piece(int chip, int logHeight) {}
