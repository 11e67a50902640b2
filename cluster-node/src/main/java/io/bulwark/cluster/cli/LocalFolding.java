package io.bulwark.cluster.cli;

import io.bulwark.air.Layout;
import io.bulwark.proof.MemoryNeed;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.CircuitKind;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.riscv.memory.Digest;
import java.util.List;

/**
 * What folding takes on this machine: the circuits that everyone accepts, and their keys, which are kept on disk once they have been made.
 *
 * @param options of each proof
 * @param kept how many keys stay in memory
 */
record LocalFolding(FoldIdentities identities, FoldKeys keys, ProverOptions options, int kept) {
    /** So much heap for each key in memory, so that all of them are a small part of it. */
    private static final long HEAP_FOR_KEY = 500L << 20;
    /** At least: the lift of most segments, two joins, and one of what is rarer. */
    private static final int LEAST_KEPT = 4;

    /** Leaf and inner node of a tree over a code word's place. */
    private static final long TREE_BYTES = 2L * Integer.BYTES * Digest.LENGTH;

    /**
     * Of a security set.
     *
     * @param security 128 or 100
     */
    static LocalFolding of(int security, ProverOptions options) {
        FoldIdentities identities = FoldIdentities.standard(security);
        int kept = (int) Math.max(LEAST_KEPT, options.memoryBudget() / HEAP_FOR_KEY);
        FoldKeys keys = FoldKeys.of(identities, options, kept, CacheDirectory.standard());
        return new LocalFolding(identities, keys, options, kept);
    }

    FoldProver prover() {
        return new FoldProver(keys, identities, options);
    }

    /** Bytes that a lift, a join or a finish needs at its peak, its tables included and its key not. */
    long proofBytes() {
        FoldSystem system = identities.system();
        return List.of(CircuitKind.JOIN, CircuitKind.FINISH).stream()
                .flatMapToLong(kind -> system.shapesOf(kind).stream()
                        .mapToLong(shape ->
                                MemoryNeed.of(system.layout(kind, shape)).bytes()
                                        + Integer.BYTES * system.recursion().cells(shape)))
                .max()
                .orElseThrow();
    }

    /** Bytes that the keys hold, while as many are kept as may be. */
    long keyBytes() {
        FoldSystem system = identities.system();
        Layout layout = system.layout(CircuitKind.JOIN, FoldSystem.WIDE);
        return kept * (((long) Integer.BYTES * layout.prepWidth() + TREE_BYTES) << layout.logDomain());
    }
}
