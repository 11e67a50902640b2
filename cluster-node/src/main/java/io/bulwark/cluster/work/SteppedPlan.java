package io.bulwark.cluster.work;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/** The plan of a {@link SteppedWorkload}: reads the input part by part. */
final class SteppedPlan implements Plan {
    private final SteppedWorkload workload;
    private final JobSpec spec;
    private final RandomAccessFile input;
    private Checkpoint reached;

    SteppedPlan(SteppedWorkload workload, JobSpec spec, Path input) {
        this.workload = workload;
        this.spec = spec;
        try {
            this.input = new RandomAccessFile(input.toFile(), "r");
        } catch (IOException e) {
            throw unreadable(e);
        }
        reached = workload.start(spec);
    }

    @Override
    public Checkpoint start() {
        return workload.start(spec);
    }

    @Override
    public Optional<Interval> next() {
        long left = workload.steps(spec) - reached.step();
        if (left == 0) {
            return Optional.empty();
        }
        int count = (int) Math.min(workload.stepsPerTask(spec), left);
        InputPart part = workload.part(spec, reached.step(), count);
        Checkpoint end = workload.run(spec, reached, count, read(part));
        Interval interval = new Interval(reached, end, part);
        reached = end;
        return Optional.of(interval);
    }

    private byte[] read(InputPart part) {
        byte[] bytes = new byte[part.bytes()];
        try {
            input.seek(part.offset());
            input.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static PlanException unreadable(IOException e) {
        return new PlanException("the input cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
