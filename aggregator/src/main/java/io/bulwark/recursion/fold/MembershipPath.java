package io.bulwark.recursion.fold;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.riscv.memory.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * That a finished run is in a bundle: its place and the siblings from its leaf to the root.
 *
 * @param place from 0 on, below the bundle's number of runs
 * @param siblings one for each level
 */
public record MembershipPath(int place, List<Digest> siblings) {
    /** Copies the siblings. */
    public MembershipPath {
        siblings = List.copyOf(siblings);
    }

    /**
     * The paths of the runs of a bundle, in their order.
     *
     * @param runs at most {@link FoldSystem#MAX_BUNDLE}
     * @throws VerificationException if one has other public values than a finished run
     */
    public static List<MembershipPath> of(List<FinalProof> runs) {
        List<int[]> values =
                runs.stream().map(run -> run.body().valueElements()).toList();
        List<List<int[]>> levels = new ClaimTreeRules<>(NativeBackend.INSTANCE).levels(values);
        List<MembershipPath> paths = new ArrayList<>();
        for (int place = 0; place < runs.size(); place++) {
            List<Digest> siblings = new ArrayList<>();
            for (int h = 0; h < ClaimTreeRules.DEPTH; h++) {
                siblings.add(Digest.of(levels.get(h).get(place >>> h ^ 1)));
            }
            paths.add(new MembershipPath(place, siblings));
        }
        return paths;
    }

    /**
     * What a run with these public values claims; nothing is verified.
     *
     * @param values canonical numbers of a finished run, as {@link FinalProof#values} has them
     * @throws VerificationException NUMBER_OF_PUBLIC_VALUES or PUBLIC_VALUE_NOT_CANONICAL
     */
    public static FinalClaim stated(int[] values) {
        elements(values);
        return FinalClaim.of(values);
    }

    private static int[] elements(int[] values) {
        return new CircuitProof(0, 0, values, new int[0], new byte[0]).valueElements();
    }

    /**
     * Accepts that a run with these public values is in a bundle.
     *
     * @param bundle what its proof proves
     * @param values canonical numbers of the finished run, as {@link FinalProof#values} has them
     * @return what the run claims
     * @throws VerificationException NUMBER_OF_PUBLIC_VALUES, PUBLIC_VALUE_NOT_CANONICAL or BUNDLE_PATH
     */
    public FinalClaim verify(BundleClaim bundle, int[] values) {
        int[] elements = elements(values);
        if (place < 0 || place >= bundle.runs() || siblings.size() != ClaimTreeRules.DEPTH) {
            throw new VerificationException(
                    Reason.BUNDLE_PATH,
                    ClaimTreeRules.DEPTH + " siblings of a place below " + bundle.runs(),
                    siblings.size() + " of place " + place);
        }
        NativeBackend backend = NativeBackend.INSTANCE;
        List<int[]> digest = List.of(new ClaimTreeRules<>(backend).leaf(elements));
        for (int h = 0; h < siblings.size(); h++) {
            boolean right = (place >>> h & 1) == 1;
            digest = backend.climb(
                    List.of(right), digest, List.of(siblings.get(h).elements()));
        }
        Digest root = Digest.of(digest.getFirst());
        if (!root.equals(bundle.root())) {
            throw new VerificationException(Reason.BUNDLE_PATH, bundle.root(), root);
        }
        return FinalClaim.of(values);
    }
}
