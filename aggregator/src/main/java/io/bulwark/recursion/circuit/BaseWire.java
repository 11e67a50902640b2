package io.bulwark.recursion.circuit;

/** An element of F in a circuit that is being recorded; belongs to the backend that gave it. */
public final class BaseWire extends Affine {
    BaseWire(int node, int scale, int offset) {
        super(node, scale, offset);
    }
}
