package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.Optional;

/**
 * The end of a job.
 *
 * @param claim what is proved of the whole run
 * @param proof the one proof, or the chain of them, in the workload's form
 * @param receipts the file of receipts that shows who made it; absent in that file itself, and in what was written before there were such files
 */
public record Outcome(Claim claim, Blob proof, Optional<Blob> receipts) {
    private static final Comparator<ByteString> BYTES = ByteString.unsignedLexicographicalComparator();

    /** Any total order does, so long as every node has the same one. */
    static final Comparator<Outcome> ORDER = Comparator.<Outcome, ArtifactId>comparing(
                    o -> o.proof().id())
            .thenComparingLong(o -> o.proof().bytes())
            .thenComparing(o -> o.claim().digest(), BYTES)
            .thenComparing(o -> o.receipts().map(r -> r.id().bytes()).orElse(ByteString.EMPTY), BYTES)
            .thenComparingLong(o -> o.receipts().map(Blob::bytes).orElse(0L));

    /** An end of which there is no file of receipts. */
    public Outcome(Claim claim, Blob proof) {
        this(claim, proof, Optional.empty());
    }
}
