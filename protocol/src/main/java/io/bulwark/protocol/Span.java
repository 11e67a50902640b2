package io.bulwark.protocol;

import java.util.Comparator;

/**
 * A stretch of neighbouring intervals of a job's plan.
 *
 * @param first the number of the first one, from 0
 * @param count how many there are, at least 1
 */
public record Span(int first, int count) implements Comparable<Span> {
    private static final Comparator<Span> ORDER =
            Comparator.comparingInt(Span::first).thenComparingInt(Span::count);

    /** @throws MalformedMessageException unless the stretch lies within the {@link Limits#TASKS} intervals that a job can have */
    public Span {
        boolean inside = first >= 0 && count >= 1 && first <= Limits.TASKS - 1 && count <= Limits.TASKS - first;
        MalformedMessageException.require(inside, "intervals below " + Limits.TASKS, count + " from " + first);
    }

    /** One interval. */
    public static Span of(int interval) {
        return new Span(interval, 1);
    }

    /** The number behind the last one's. */
    public int end() {
        return first + count;
    }

    /** Whether all of {@code other} lies in this one. */
    public boolean contains(Span other) {
        return first <= other.first && other.end() <= end();
    }

    /** Whether some interval lies in both. */
    public boolean overlaps(Span other) {
        return first < other.end() && other.first < end();
    }

    /** By first interval, the shorter of two first. */
    @Override
    public int compareTo(Span other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return count == 1 ? String.valueOf(first) : first + ".." + (end() - 1);
    }
}
