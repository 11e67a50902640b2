package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.Comparator;

/**
 * The end of a job.
 *
 * @param claim what is proved of the whole run
 * @param proof the one proof, or the chain of them, in the workload's form
 */
public record Outcome(Claim claim, Blob proof) {
    private static final Comparator<ByteString> BYTES = ByteString.unsignedLexicographicalComparator();

    /** Any total order does, so long as every node has the same one. */
    static final Comparator<Outcome> ORDER = Comparator.<Outcome, ArtifactId>comparing(
                    o -> o.proof().id())
            .thenComparingLong(o -> o.proof().bytes())
            .thenComparing(o -> o.claim().digest(), BYTES);
}
