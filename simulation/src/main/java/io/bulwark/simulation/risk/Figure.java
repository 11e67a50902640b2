package io.bulwark.simulation.risk;

/**
 * A number with what it rests on.
 *
 * @param value as it is printed, with its unit
 */
public record Figure(String name, String value, String assumption) {}
