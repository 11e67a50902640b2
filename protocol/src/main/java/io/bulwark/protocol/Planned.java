package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Neighbouring intervals of a run, as a planner found them.
 *
 * @param first the number of the first one
 * @param start the state that the first one starts in; each other one starts where the one before it ends
 * @param intervals at most {@link Limits#PLANNED}; none only if the run ends
 * @param ends whether the run ends behind the last one
 * @param receipt the planner's, over {@link #signed}
 */
public record Planned(JobId job, int first, Checkpoint start, List<Interval> intervals, boolean ends, Receipt receipt) {
    private static final String DOMAIN = "bulwark plan 1";

    /**
     * One of them.
     *
     * @param data the artifact of which its steps read a part, as in {@link SegmentTask}
     */
    public record Interval(Checkpoint end, ArtifactId data, long dataOffset, int dataBytes, ByteString dataDigest) {
        /** @throws MalformedMessageException if the digest has not 32 bytes, or a number is negative */
        public Interval {
            MalformedMessageException.require(dataOffset >= 0, "an offset from 0 on", dataOffset);
            MalformedMessageException.require(dataBytes >= 0, "a length from 0 on", dataBytes);
            MalformedMessageException.require(
                    dataDigest.size() == Sha256.BYTES, "a digest of 32 bytes", dataDigest.size() + " bytes");
        }
    }

    /** @throws MalformedMessageException if there are too many or none, their numbers are not those of a run, or one does not end behind its start */
    public Planned {
        intervals = List.copyOf(intervals);
        MalformedMessageException.require(
                intervals.size() <= Limits.PLANNED && (ends || !intervals.isEmpty()),
                "1 to " + Limits.PLANNED + " intervals",
                intervals.size());
        MalformedMessageException.require(
                first >= 0 && first <= Limits.TASKS - intervals.size(), "intervals below " + Limits.TASKS, first);
        long step = start.step();
        for (Interval interval : intervals) {
            long steps = interval.end().step() - step;
            MalformedMessageException.require(
                    steps > 0 && steps <= Integer.MAX_VALUE, "intervals of 1 to 2^31 - 1 steps", steps);
            step = interval.end().step();
        }
    }

    /** Intervals that {@code signer} found. */
    public static Planned of(
            JobId job, int first, Checkpoint start, List<Interval> intervals, boolean ends, Signer signer) {
        Receipt receipt = signer.receipt(signed(job, first, start, intervals, ends, signer.member()));
        return new Planned(job, first, start, intervals, ends, receipt);
    }

    /** The state in which the last interval ends. */
    public Checkpoint end() {
        return intervals.isEmpty() ? start : intervals.getLast().end();
    }

    /** The number behind the last interval's. */
    public int next() {
        return first + intervals.size();
    }

    /**
     * The task to prove one of them.
     *
     * @param number that of the interval in the run: {@link #first} and below {@link #next}
     * @throws MalformedMessageException if it reads what lies outside of the input
     */
    public SegmentTask task(JobSpec spec, int number) {
        Interval interval = intervals.get(number - first);
        Checkpoint from =
                number == first ? start : intervals.get(number - first - 1).end();
        return new SegmentTask(
                TaskId.segment(job, number),
                spec,
                from,
                (int) (interval.end().step() - from.step()),
                interval.data(),
                interval.dataOffset(),
                interval.dataBytes(),
                interval.dataDigest());
    }

    /** What the receipt signs: all else that is said here. */
    public byte[] signed() {
        return signed(job, first, start, intervals, ends, receipt.maker());
    }

    /**
     * The domain "bulwark plan 1"; the job's 32 bytes; first and count as 4 bytes each; 1 if the run ends, else 0, as 1 byte; the maker's four names;
     * the start (step as 8 bytes, length as 4, state); then for each interval its end likewise, its data's 32 bytes, offset as 8, length as 4, digest.
     */
    private static byte[] signed(
            JobId job, int first, Checkpoint start, List<Interval> intervals, boolean ends, Member maker) {
        Canonical out = new Canonical(DOMAIN)
                .fixed(job.bytes())
                .number(first)
                .number(intervals.size())
                .octet(ends ? 1 : 0)
                .member(maker)
                .checkpoint(start);
        for (Interval interval : intervals) {
            out.checkpoint(interval.end())
                    .fixed(interval.data().bytes())
                    .number(interval.dataOffset())
                    .number(interval.dataBytes())
                    .fixed(interval.dataDigest());
        }
        return out.bytes();
    }
}
