package io.bulwark.cluster.cli;

import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.segment.ProvenSegment;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunProver;
import io.bulwark.riscv.segment.SegmentShape;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What the user sees while a run is proved: a bar of cycles on a terminal, a line for each segment elsewhere. */
final class ProofProgress implements RunProver.Listener, AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final ProvingKey key;
    private final AtomicLong planned = new AtomicLong();
    private final ProgressBar bar;
    private final boolean terminal;
    private long cycles;
    private int segments;

    ProofProgress(PrintWriter out, ProvingKey key) {
        this.out = out;
        this.key = key;
        this.terminal = onTerminal();
        this.bar = new ProgressBarBuilder()
                .setTaskName("proving")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(0)
                .setUnit(" cycles", 1)
                .setUpdateIntervalMillis(200)
                .setConsumer(new DelegatingProgressBarConsumer(line -> {
                    if (terminal) {
                        out.print(CLEAR_LINE + line);
                        out.flush();
                    }
                }))
                .build();
    }

    // JDK 25 answers null again where there is no terminal; the check knows JDK 22 only.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public void planned(Checkpoint checkpoint) {
        bar.maxHint(planned.addAndGet(checkpoint.cycles()));
    }

    @Override
    public void proved(Checkpoint checkpoint, ProvenSegment segment) {
        cycles += checkpoint.cycles();
        segments++;
        if (terminal) {
            bar.stepTo(cycles);
            bar.setExtraMessage(" %d segments".formatted(segments));
            return;
        }
        SegmentShape shape = key.shape(checkpoint.shape());
        Duration time = Stream.concat(segment.before().values().stream(), segment.proving().values().stream())
                .reduce(Duration.ZERO, Duration::plus);
        out.printf(
                "segment %d (%s %s): %,d cycles in %.2f s, %,d KiB%n",
                checkpoint.index(),
                shape.size().name().toLowerCase(Locale.ROOT),
                shape.name(),
                checkpoint.cycles(),
                time.toNanos() / 1e9,
                segment.proof().proof().length >> 10);
        out.flush();
    }

    /**
     * Something else that was done on the way.
     *
     * @param line for a log
     * @param state what the bar is to show behind its cycles from now on
     */
    void step(String line, String state) {
        if (terminal) {
            bar.setExtraMessage(" %d segments, %s".formatted(segments, state));
            return;
        }
        out.println(line);
        out.flush();
    }

    void end(RunSummary summary) {
        out.printf(
                "%sexit code %d after %,d cycles in %d segments%n",
                terminal ? CLEAR_LINE : "",
                summary.result().exitCode(),
                summary.result().cycles(),
                summary.segments());
        out.flush();
    }

    /** Ends the bar. */
    @Override
    public void close() {
        bar.close();
        if (terminal) {
            out.println();
        }
    }
}
