/**
 * The recursion machine: a chip for each kind of gate of {@link io.bulwark.recursion.circuit}, and a circuit and its witness as the tables of these chips.
 *
 * <p>Start at {@link io.bulwark.recursion.tables.RecursionMachine}, which says why a proof of the machine is one of the circuit.
 */
package io.bulwark.recursion.tables;
