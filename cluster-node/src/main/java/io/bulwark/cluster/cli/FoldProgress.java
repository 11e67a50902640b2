package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.RunFolder;
import io.bulwark.protocol.Span;
import io.bulwark.recursion.fold.FoldProof;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the user sees of the tree while a run is folded: the parts that are left, by their numbers of segments, and elsewhere than on a terminal a line for each step. */
final class FoldProgress implements RunFolder.Listener {
    private static final int SHOWN = 8;

    private final ProofProgress progress;
    /** What is proved by one proof each, by first segment. */
    private final NavigableMap<Integer, Span> parts = new TreeMap<>();

    FoldProgress(ProofProgress progress) {
        this.progress = progress;
    }

    @Override
    public void lifted(int segment, FoldProof proof, Duration time) {
        parts.put(segment, Span.of(segment));
        tell("lift of segment " + segment, proof, time);
    }

    @Override
    public void joined(Span segments, int count, FoldProof proof, Duration time) {
        parts.subMap(segments.first(), segments.end()).clear();
        parts.put(segments.first(), segments);
        tell("join of %d: segments %s".formatted(count, segments), proof, time);
    }

    private void tell(String step, FoldProof proof, Duration time) {
        progress.step(
                "%s in %.2f s, %,d KiB".formatted(step, time.toNanos() / 1e9, proof.encode().length >> 10),
                "tree " + tree());
    }

    /** The parts' sizes from the left, the first ones left out where there are many. */
    private String tree() {
        String sizes = parts.values().stream()
                .skip(Math.max(0, parts.size() - SHOWN))
                .map(span -> String.valueOf(span.count()))
                .collect(Collectors.joining("+"));
        return parts.size() > SHOWN ? "..+" + sizes : sizes;
    }
}
