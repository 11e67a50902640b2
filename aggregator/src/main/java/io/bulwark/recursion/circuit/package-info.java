/**
 * The verifier as a circuit. {@link io.bulwark.recursion.circuit.CircuitBackend} records the calls that a verifier makes, without any proof, and ends in a
 * {@link io.bulwark.recursion.circuit.Circuit}: rows of {@link io.bulwark.recursion.circuit.Gate}s over wires that are written once.
 * {@link io.bulwark.recursion.circuit.Witness} is what the wires hold for one proof.
 *
 * <p>From a recording to rows: {@code Arithmetic}, {@code Packing}, {@code Hashing} and {@code Assertions} make {@code Nodes}, each thing once, with constants folded;
 * {@code Lowering} keeps what assertions and public values need ({@code Readers}), writes sums out as terms ({@code Flattening}) and covers these with rows
 * ({@code SumRows}). All of it is deterministic: a key is a commitment to the circuit.
 */
package io.bulwark.recursion.circuit;
