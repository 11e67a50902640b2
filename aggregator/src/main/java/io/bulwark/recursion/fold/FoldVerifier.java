package io.bulwark.recursion.fold;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.MerkleTree;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.Verifier;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentValues;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies folded proofs with nothing but the identities of the circuits. Whatever it is given, it returns or throws {@link VerificationException}; time and memory are
 * bounded by what the circuits' parameters allow a proof to be. Safe for several threads.
 */
public final class FoldVerifier {
    private final FoldIdentities identities;
    /** Of circuits whose caps are known. */
    private final Map<Integer, Key> keys = new ConcurrentHashMap<>();

    public FoldVerifier(FoldIdentities identities) {
        this.identities = identities;
    }

    /** Of the circuits that everyone accepts, at a named security. */
    public static FoldVerifier standard(int set) {
        return new FoldVerifier(FoldIdentities.standard(set));
    }

    public FoldIdentities identities() {
        return identities;
    }

    /**
     * What a part of a run claims.
     *
     * @throws VerificationException if its proof is refused
     */
    public SegmentClaim verify(FoldProof proof) {
        int[] values = verify(proof.body(), CircuitKind.LIFT, CircuitKind.JOIN);
        return claim(values);
    }

    /**
     * What a whole run claims; to be compared with what was asked for.
     *
     * @throws VerificationException if its proof is refused
     */
    public FinalClaim verify(FinalProof proof) {
        int[] values = verify(proof.body(), CircuitKind.FINISH);
        zeros(values, FoldValues.FINISH_END);
        return FinalClaim.of(values);
    }

    /**
     * What a bundle claims.
     *
     * @throws VerificationException if its proof is refused
     */
    public BundleClaim verify(BundleProof proof) {
        int[] values = verify(proof.body(), CircuitKind.BUNDLE);
        zeros(values, FoldValues.BUNDLE_END);
        int runs = CircuitKind.place(proof.circuit()) + 1;
        require(values[FoldValues.RUNS] == runs, Reason.BUNDLE_SIZE, runs, values[FoldValues.RUNS]);
        return BundleClaim.of(values);
    }

    static SegmentClaim claim(int[] values) {
        int[] segment = Arrays.copyOfRange(values, FoldValues.SEGMENT, FoldValues.SEGMENT + SegmentEnds.COUNT);
        return SegmentValues.claim(new ProgramId(FoldIdentities.digest(values, FoldValues.PROGRAM)), segment);
    }

    /** The public values, which are canonical then, of the right kind, and under the allowed root. */
    private int[] verify(CircuitProof proof, CircuitKind... kinds) {
        CircuitIdentity identity = identities.of(proof.circuit(), kinds);
        CircuitKind kind = CircuitKind.of(proof.circuit());
        require(proof.set() == identities.system().parameters().set(), Reason.FILE_PARAMETERS, "this set", proof.set());
        proof.valueElements();
        int[] values = proof.values().clone();
        require(values[FoldValues.KIND] == kind.number(), Reason.FOLD_KIND, kind.number(), values[FoldValues.KIND]);
        Digest allowed = FoldIdentities.digest(values, FoldValues.ALLOWED);
        require(allowed.equals(identities.allowedRoot()), Reason.FOLD_ALLOWED_ROOT, identities.allowedRoot(), allowed);
        proof.proofElements(identities.system().layout(kind, identity.shape()));
        Verifier.verify(key(proof, kind, identity), values, proof.proof());
        return values;
    }

    private Key key(CircuitProof proof, CircuitKind kind, CircuitIdentity identity) {
        Optional<int[]> known = identities.cap(proof.circuit());
        if (known.isPresent()) {
            return keys.computeIfAbsent(proof.circuit(), c -> key(kind, identity, elements(known.get())));
        }
        return key(kind, identity, proof.capElements());
    }

    private Key key(CircuitKind kind, CircuitIdentity identity, int[] cap) {
        long expected = identities.system().layout(kind, identity.shape()).stackCapElements();
        require(cap.length == expected, Reason.PREPROCESSED_CAP_LENGTH, expected, cap.length);
        int[] root = identity.root().elements();
        Digest folded = Digest.of(MerkleTree.rootOfCap(cap));
        require(folded.equals(identity.root()), Reason.PREPROCESSED_CAP_ROOT, identity.root(), folded);
        List<Optional<Preprocessed>> ofShape = new ArrayList<>(Collections.nCopies(
                identities.system().recursion().machine().shapes().size(), Optional.empty()));
        ofShape.set(identity.shape(), Optional.of(new Preprocessed(root, cap)));
        return new Key(
                identities.system().recursion().machine(),
                identities.system().parameters().of(kind),
                ofShape);
    }

    private static int[] elements(int[] canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }

    private static void zeros(int[] values, int from) {
        for (int i = from; i < FoldValues.ALLOWED; i++) {
            require(values[i] == 0, Reason.FOLD_UNUSED_VALUE, 0, values[i]);
        }
    }

    private static void require(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }
}
