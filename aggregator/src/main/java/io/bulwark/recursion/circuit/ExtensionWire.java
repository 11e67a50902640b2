package io.bulwark.recursion.circuit;

/** An element of K in a circuit that is being recorded; belongs to the backend that gave it. */
public final class ExtensionWire extends Affine {
    ExtensionWire(int node, int scale, int offset) {
        super(node, scale, offset);
    }
}
