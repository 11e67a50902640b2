package io.bulwark.protocol.receipts;

import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Stage;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Who made a finished job, as the receipts show it.
 *
 * @param claim what is proved of the whole run
 * @param parts by segment, then joins, then the finish
 * @param breaches what of the job's policy does not hold; none if all of it does
 */
public record ReceiptReport(JobSpec spec, Claim claim, List<Part> parts, List<String> breaches) {
    /**
     * One thing that was made.
     *
     * @param task "interval 7", "join 4..7", "finish"
     * @param cycles steps of the run that its proof covers
     */
    public record Part(String task, Stage stage, Member maker, long cycles, long nanos) {
        static Part of(Fact fact) {
            return new Part(
                    fact.task().name().toString(),
                    fact.task().name().stage(),
                    fact.maker(),
                    fact.claim().steps(),
                    fact.provingNanos());
        }
    }

    /**
     * What one of many made.
     *
     * @param cycles of its segments
     * @param folds joins, and the finish
     * @param nanos that all of it took
     */
    public record Sum(int segments, long cycles, int folds, long nanos) {
        static final Sum NONE = new Sum(0, 0, 0, 0);

        Sum plus(Part part) {
            return part.stage() == Stage.SEGMENT
                    ? new Sum(segments + 1, cycles + part.cycles(), folds, nanos + part.nanos())
                    : new Sum(segments, cycles, folds + 1, nanos + part.nanos());
        }
    }

    public ReceiptReport {
        parts = List.copyOf(parts);
        breaches = List.copyOf(breaches);
    }

    /** Whether the job's policy holds. */
    public boolean holds() {
        return breaches.isEmpty();
    }

    public NavigableMap<OperatorId, Sum> byOperator() {
        return by(Member::operator);
    }

    public NavigableMap<Jurisdiction, Sum> byJurisdiction() {
        return by(Member::jurisdiction);
    }

    private <K extends Comparable<K>> NavigableMap<K, Sum> by(Function<Member, K> of) {
        NavigableMap<K, Sum> sums = new TreeMap<>();
        for (Part part : parts) {
            K key = of.apply(part.maker());
            sums.put(key, sums.getOrDefault(key, Sum.NONE).plus(part));
        }
        return sums;
    }
}
