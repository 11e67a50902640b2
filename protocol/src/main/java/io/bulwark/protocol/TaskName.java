package io.bulwark.protocol;

import java.util.Comparator;

/**
 * Names a task within its job by what comes of it, not by what it is made of: two joins of the same stretch out of different parts are one task.
 *
 * @param span the intervals that its proof covers
 */
public record TaskName(Stage stage, Span span) implements Comparable<TaskName> {
    private static final Comparator<TaskName> ORDER =
            Comparator.comparing(TaskName::stage).thenComparing(TaskName::span);

    /** @throws MalformedMessageException unless a plan covers the first interval alone, a segment one interval, a join several, and a finish all from the first on */
    public TaskName {
        boolean holds = switch (stage) {
            case PLAN -> span.equals(Span.of(0));
            case SEGMENT -> span.count() == 1;
            case JOIN -> span.count() > 1;
            case FINISH -> span.first() == 0;
        };
        MalformedMessageException.require(holds, "intervals of a " + stage, span);
    }

    /** The plan, of which a job has one. */
    public static TaskName plan() {
        return new TaskName(Stage.PLAN, Span.of(0));
    }

    public static TaskName segment(int interval) {
        return new TaskName(Stage.SEGMENT, Span.of(interval));
    }

    public static TaskName join(Span span) {
        return new TaskName(Stage.JOIN, span);
    }

    /** The last task of a run of so many intervals. */
    public static TaskName finish(int intervals) {
        return new TaskName(Stage.FINISH, new Span(0, intervals));
    }

    /** The plan first, the finish last, each in the order of the run. */
    @Override
    public int compareTo(TaskName other) {
        return ORDER.compare(this, other);
    }

    /** For the eye: "plan", "interval 7", "join 4..7", "finish". */
    @Override
    public String toString() {
        return switch (stage) {
            case PLAN -> "plan";
            case SEGMENT -> "interval " + span;
            case JOIN -> "join " + span;
            case FINISH -> "finish";
        };
    }
}
