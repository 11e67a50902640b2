package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Checkpoint;
import java.util.Optional;

/** A run that goes on as far as it is asked to: where its intervals begin and end, one after the other. One caller at a time. */
public interface Plan extends AutoCloseable {
    /**
     * An interval of the run.
     *
     * @param start the state that it starts in: where the interval before it ends
     * @param data what proving it needs to read
     */
    record Interval(Checkpoint start, Checkpoint end, Data data) {}

    /** What proving an interval needs to read. */
    sealed interface Data {}

    /** A part of the job's input. */
    record InputPart(long offset, int bytes) implements Data {}

    /** Bytes that the plan made. */
    record Made(ByteString bytes) implements Data {}

    /** The state that the run starts in. */
    Checkpoint start();

    /**
     * Runs on to the end of the next interval.
     *
     * @return empty behind the last one
     * @throws PlanException if the run cannot go on
     */
    Optional<Interval> next();

    /** Ends the run, wherever it is. */
    @Override
    void close();
}
