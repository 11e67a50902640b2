package io.bulwark.protocol.api;

import java.util.List;

/**
 * How far a job's proofs have been folded.
 *
 * @param pieces pieces that the proven intervals have been folded to; 0 for a job whose proofs do not fold
 * @param joins joins that are done, by level from 1 on
 * @param running joins that are being made, the finish included
 */
public record FoldsView(int pieces, List<Integer> joins, int running) {
    public FoldsView {
        joins = List.copyOf(joins);
    }
}
