package io.bulwark.cluster.work;

import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InitialMemory;
import io.bulwark.riscv.memory.InputDigest;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.MachinePoint;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProvingKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The plan of a program's run. The run goes on in a thread of its own, at most a few segments ahead of who asks. */
final class RunPlan implements Plan {
    private static final int AHEAD = 4;

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>(AHEAD);
    private final Thread thread;
    private final Checkpoint start;
    private Checkpoint reached;

    /** What the run's thread tells. */
    private sealed interface Told {}

    private record Cut(io.bulwark.riscv.plan.Checkpoint segment) implements Told {}

    private record Halted(RunSummary run) implements Told {}

    private record Stopped(Exception cause) implements Told {}

    RunPlan(ProvingKey key, Input input, List<Capacity> shapes) {
        Digest root = InitialMemory.root(key.key().start().image(), input.length(), InputDigest.root(input));
        start = running(0, key.key().start().entry(), root);
        reached = start;
        thread = Thread.ofPlatform().daemon().name("plan").start(() -> run(key, input, shapes));
    }

    private void run(ProvingKey key, Input input, List<Capacity> shapes) {
        try {
            Told end;
            try {
                end = new Halted(SegmentPlanner.run(
                        key.program(),
                        input,
                        Limits.standard(),
                        shapes,
                        Optional.of(key.id().digest()),
                        segment -> tell(new Cut(segment))));
            } catch (GuestException | io.bulwark.riscv.plan.PlanException e) {
                end = new Stopped(e);
            }
            told.put(end);
        } catch (InterruptedException | Abandoned e) {
            // Nobody asks any more.
        }
    }

    /** Ends a run that nobody waits for. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void tell(Cut cut) {
        try {
            told.put(cut);
        } catch (InterruptedException e) {
            throw new Abandoned();
        }
    }

    @Override
    public Checkpoint start() {
        return start;
    }

    @Override
    public Optional<Interval> next() {
        return switch (take()) {
            case Halted end -> Optional.empty();
            case Stopped stopped ->
                throw new PlanException("the run stops: " + stopped.cause().getMessage(), stopped.cause());
            case Cut cut -> {
                Checkpoint end = end(cut.segment());
                Interval interval = new Interval(
                        reached,
                        end,
                        new Made(UnsafeByteOperations.unsafeWrap(cut.segment().encode())));
                reached = end;
                yield Optional.of(interval);
            }
        };
    }

    private Checkpoint end(io.bulwark.riscv.plan.Checkpoint segment) {
        long step = reached.step() + segment.cycles();
        if (!segment.halted()) {
            return running(step, segment.endPc() >>> 2, segment.endRoot());
        }
        // What the program said at its exit is known with the run's end, which follows.
        RunSummary run = switch (take()) {
            case Halted end -> end.run();
            case Cut more ->
                throw new IllegalStateException(
                        "a segment behind the last: " + more.segment().index());
            case Stopped stopped -> throw new IllegalStateException(stopped.cause());
        };
        told.add(new Halted(run));
        return new Checkpoint(
                step,
                SegmentStates.state(
                        new MachinePoint(0, segment.endRoot()),
                        true,
                        run.result().exitCode(),
                        OutputDigest.of(run.result().digest())));
    }

    private static Checkpoint running(long step, int wordPc, Digest root) {
        return new Checkpoint(step, SegmentStates.state(new MachinePoint(wordPc, root), false, 0, OutputDigest.NONE));
    }

    private Told take() {
        try {
            return told.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlanException("the plan was interrupted", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
