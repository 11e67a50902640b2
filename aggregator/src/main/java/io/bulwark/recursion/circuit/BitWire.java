package io.bulwark.recursion.circuit;

/** An element of F that the circuit shows to be 0 or 1; belongs to the backend that gave it. */
public final class BitWire extends Affine {
    BitWire(int node, int scale, int offset) {
        super(node, scale, offset);
    }
}
