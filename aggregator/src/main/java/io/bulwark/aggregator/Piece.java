package io.bulwark.aggregator;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.Span;
import java.util.List;

/**
 * A folded proof of some of a run's intervals, which has been verified.
 *
 * @param fact what it proves, and who made it
 */
public record Piece(Fact fact, Width width) implements Proven {
    /** The rule of the joins that there are. */
    public static final JoinRule<Piece> RULE =
            pieces -> Width.takes(pieces.stream().map(Piece::width).toList());

    @Override
    public Span span() {
        return fact.task().name().span();
    }

    @Override
    public Claim claim() {
        return fact.claim();
    }

    /** The piece as a task names it. */
    FoldInput input() {
        return new FoldInput(claim(), new Blob(fact.proof(), fact.proofBytes()));
    }

    static List<FoldInput> inputs(List<Piece> pieces) {
        return pieces.stream().map(Piece::input).toList();
    }
}
