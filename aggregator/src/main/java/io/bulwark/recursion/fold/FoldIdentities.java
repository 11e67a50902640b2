package io.bulwark.recursion.fold;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.MerkleTree;
import io.bulwark.riscv.memory.Digest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The identities of all circuits of a system: what verifiers hold instead of the circuits. Of finished runs also the caps, so that the last proof need not carry one.
 * Immutable.
 */
public final class FoldIdentities {
    private final FoldSystem system;
    private final SortedMap<Integer, CircuitIdentity> identities;
    private final Map<Integer, int[]> caps;
    private final Digest allowedRoot;

    /**
     * Identities that someone computed.
     *
     * @param identities of the circuits, by index
     * @param caps of the circuits of finished runs, canonical numbers, by index
     * @param allowedRoot root of {@link AllowedCircuits} of these identities; not computed anew
     * @throws FoldException of kind IDENTITY if one has a shape that its kind has not, or a cap does not fold to its root
     */
    FoldIdentities(
            FoldSystem system,
            Map<Integer, CircuitIdentity> identities,
            Map<Integer, int[]> caps,
            Digest allowedRoot) {
        this.system = system;
        this.identities = Collections.unmodifiableSortedMap(new TreeMap<>(identities));
        this.caps = Map.copyOf(caps);
        this.allowedRoot = allowedRoot;
        identities.forEach((index, identity) -> {
            List<Integer> shapes = system.shapesOf(CircuitKind.of(index));
            if (!shapes.contains(identity.shape())) {
                throw new FoldException(
                        FoldException.Kind.IDENTITY, "a shape among " + shapes + " of circuit " + index, identity.shape());
            }
        });
        caps.forEach((index, cap) -> {
            int[] elements = Arrays.stream(cap).map(KoalaBear::fromCanonical).toArray();
            Digest root = Digest.of(MerkleTree.rootOfCap(elements));
            if (!root.equals(identities.get(index).root())) {
                throw new FoldException(FoldException.Kind.IDENTITY, identities.get(index).root(), root);
            }
        });
    }

    /** Whether the standard system's circuits are fixed at a security: if not, there are no proofs that everyone accepts. */
    public static boolean fixed(int set) {
        return IdentitiesFile.exists(set);
    }

    /** Those of the standard system, which are fixed. */
    public static FoldIdentities standard(int set) {
        return IdentitiesFile.standard(set);
    }

    public FoldSystem system() {
        return system;
    }

    /** By index. */
    public SortedMap<Integer, CircuitIdentity> all() {
        return identities;
    }

    /**
     * Of a circuit that a proof names.
     *
     * @param kinds that it may have
     * @throws VerificationException FOLD_CIRCUIT if there is none, FOLD_KIND if it is of another kind
     */
    CircuitIdentity of(int circuit, CircuitKind... kinds) {
        CircuitIdentity identity = identities.get(circuit);
        if (identity == null) {
            throw new VerificationException(
                    Reason.FOLD_CIRCUIT, "one of " + identities.size() + " circuits", Integer.toUnsignedString(circuit));
        }
        if (!List.of(kinds).contains(CircuitKind.of(circuit))) {
            throw new VerificationException(Reason.FOLD_KIND, Arrays.toString(kinds), CircuitKind.of(circuit));
        }
        return identity;
    }

    /** The cap of a circuit, canonical numbers, where verifiers hold it; not to be changed. */
    Optional<int[]> cap(int circuit) {
        return Optional.ofNullable(caps.get(circuit));
    }

    /** What the last public values of every folded proof must be. */
    public Digest allowedRoot() {
        return allowedRoot;
    }

    /** No proof of a circuit of these kinds has more bytes. */
    public long largestProof(CircuitKind... kinds) {
        return identities.entrySet().stream()
                .filter(circuit -> List.of(kinds).contains(CircuitKind.of(circuit.getKey())))
                .mapToLong(circuit -> CircuitProof.length(this, circuit.getKey()))
                .max()
                .orElse(0);
    }

    /**
     * That these are the identities of the system's circuits and no others; which verifiers need not know.
     *
     * @throws FoldException of kind IDENTITY if not
     */
    void requireComplete() {
        if (!identities.keySet().equals(system.circuits().keySet())) {
            throw new FoldException(
                    FoldException.Kind.IDENTITY,
                    system.circuits().size() + " circuits",
                    identities.size() + " identities");
        }
        Digest root = AllowedCircuits.of(system, identities).root();
        if (!root.equals(allowedRoot)) {
            throw new FoldException(FoldException.Kind.IDENTITY, "the allowed root " + allowedRoot, root);
        }
    }

    /** Whether there is a circuit that joins proofs of these circuits, from the left. */
    public boolean canJoin(List<Integer> circuits) {
        return system.circuits().containsValue(join(circuits));
    }

    FoldCircuit join(List<Integer> circuits) {
        return new FoldCircuit.Join(
                circuits.stream().map(c -> identities.get(c).shape()).toList());
    }

    static Digest digest(int[] canonical, int at) {
        int[] elements = new int[Digest.LENGTH];
        Arrays.setAll(elements, k -> KoalaBear.fromCanonical(canonical[at + k]));
        return Digest.of(elements);
    }
}
