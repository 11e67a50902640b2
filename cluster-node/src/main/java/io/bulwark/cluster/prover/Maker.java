package io.bulwark.cluster.prover;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.Task;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes what tasks ask for, one at a time: in a thread of this process, or in a process of its own. */
public interface Maker extends AutoCloseable {
    /** What a maker tells, from any thread: Ready once, before anything else but Undone; then for each task Made or Undone, or, for a plan, Passed for each
     * interval and Halted. */
    sealed interface Report {}

    /**
     * It waits for its first task.
     *
     * @param rate steps that it proves in a second; 0: not measured
     */
    record Ready(long rate) implements Report {}

    /** The process that it works in gave a sign of life. */
    record Alive() implements Report {}

    /**
     * The task is done.
     *
     * @param nanos time spent on it
     */
    record Made(Claim claim, ByteString proof, long nanos) implements Report {}

    /**
     * The run that is being planned passes through these two states.
     *
     * @param made the bytes that proving the interval reads, if the plan made them
     */
    record Passed(Checkpoint start, Planned.Interval interval, Optional<ByteString> made) implements Report {}

    /** The run that is being planned ends in this state. */
    record Halted(Checkpoint end) implements Report {}

    /** The task, if there is one, is not done. After {@link Setback#DIED} the maker is of no use any more. */
    record Undone(Setback kind, String cause) implements Report {}

    /** Starts makers. */
    @FunctionalInterface
    interface Source {
        /**
         * Starts the maker of a slot. That it cannot be started is told, not thrown.
         *
         * @param slot the slot's number on the node
         * @param told hears every report
         */
        Maker start(int slot, Consumer<Report> told);
    }

    /**
     * Begins a task. Only after Ready, Made or Undone, and, for a plan, Ended.
     *
     * @param files where what it reads lies: programs, inputs, proofs that are folded, and the part that an interval reads by its own digest
     */
    void begin(Task task, Map<ArtifactId, Path> files);

    /** The run that is being planned may go on for so many intervals more than it was told before. */
    void more(int intervals);

    /** Asks to stop what is being made; Undone follows soon, unless Made or a death comes first. */
    void stop();

    /** When it last gave a sign of life, as {@link System#nanoTime} counts. */
    long heardAt();

    /** Ends it at once, whatever it is at. Nothing is told after this that is not under way already. */
    @Override
    void close();
}
