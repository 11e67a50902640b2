package io.bulwark.recursion.fold;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.memory.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The tree of the circuits whose proofs others take. A place without a circuit has a leaf of zeros, which nobody can open. Its root is a public value of every
 * folded proof, so that children and parents agree on it, and a constant of who verifies the last one.
 */
public final class AllowedCircuits {
    /** Steps from a leaf to the root. */
    public static final int DEPTH = Integer.numberOfTrailingZeros(CircuitKind.CIRCUITS);

    private final List<List<int[]>> levels;

    private AllowedCircuits(List<List<int[]>> levels) {
        this.levels = levels;
    }

    /**
     * The tree of these circuits.
     *
     * @param identities by index
     */
    public static AllowedCircuits of(FoldSystem system, Map<Integer, CircuitIdentity> identities) {
        CircuitLeaf<int[]> leaves = new CircuitLeaf<>(NativeBackend.INSTANCE, system);
        List<int[]> level = new ArrayList<>(Collections.nCopies(CircuitKind.CIRCUITS, new int[Digest.LENGTH]));
        identities.forEach((index, identity) -> {
            CircuitKind kind = CircuitKind.of(index);
            int[] leaf = leaves.of(
                    new int[] {KoalaBear.fromCanonical(kind.number())},
                    system.layout(kind, identity.shape()),
                    system.parameters().of(kind),
                    identity.root().elements());
            level.set(index, leaf);
        });
        List<List<int[]>> levels = new ArrayList<>(List.of(level));
        while (levels.getLast().size() > 1) {
            List<int[]> below = levels.getLast();
            List<int[]> left = new ArrayList<>();
            List<int[]> right = new ArrayList<>();
            for (int i = 0; i < below.size(); i += 2) {
                left.add(below.get(i));
                right.add(below.get(i + 1));
            }
            levels.add(NativeBackend.INSTANCE.nodeHashes(left, right));
        }
        return new AllowedCircuits(levels);
    }

    public Digest root() {
        return Digest.of(levels.getLast().getFirst());
    }

    /** Siblings of a circuit's leaf and of the nodes above it, {@link #DEPTH} digests in Montgomery form. */
    int[] path(int index) {
        int[] path = new int[Digest.LENGTH * DEPTH];
        for (int h = 0; h < DEPTH; h++) {
            System.arraycopy(levels.get(h).get(index >>> h ^ 1), 0, path, Digest.LENGTH * h, Digest.LENGTH);
        }
        return path;
    }
}
