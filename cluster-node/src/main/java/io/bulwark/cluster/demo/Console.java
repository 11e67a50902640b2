package io.bulwark.cluster.demo;

import io.bulwark.cluster.job.JobStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Collectors;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What the user sees of a running job: a bar on a terminal, now and then a line elsewhere. Remarks go above the bar. */
final class Console implements AutoCloseable {
    private static final long LINE_EVERY = Duration.ofSeconds(2).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private ProgressBar bar;
    private long lastLine = System.nanoTime() - LINE_EVERY;
    private String last = "";

    Console(PrintWriter out) {
        this.out = out;
        terminal = onTerminal();
    }

    // JDK 25 answers null again where there is no terminal; the check knows JDK 22 only.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    void say(String line) {
        if (bar != null) {
            out.print(CLEAR_LINE);
        }
        out.println(line);
        out.flush();
    }

    /** Shows where a job is. */
    void show(JobStatus status) {
        String words = status.phase() == JobStatus.Phase.GATHERING ? "gathering what is known" : words(status);
        if (terminal) {
            showBar(status);
        } else if (!words.equals(last) && System.nanoTime() - lastLine > LINE_EVERY) {
            lastLine = System.nanoTime();
            last = words;
            say("  %s (on %s)".formatted(words, status.home()));
        }
    }

    private static String words(JobStatus status) {
        return "planned %d, proved %d%s%s"
                .formatted(
                        status.planned(),
                        status.proven(),
                        status.tasks() == 0 ? "" : " of " + status.tasks(),
                        tree(status.folds()));
    }

    /** How far the tree of joins has grown: ", joined 4 + 1 to 3 pieces, 2 being made". */
    private static String tree(JobStatus.Folds folds) {
        if (folds.pieces() == 0) {
            return "";
        }
        String joins = folds.joins().stream().map(String::valueOf).collect(Collectors.joining(" + "));
        return "%s, %d %s%s"
                .formatted(
                        joins.isEmpty() ? "" : ", joined " + joins + " by level",
                        folds.pieces(),
                        folds.pieces() == 1 ? "piece" : "pieces",
                        folds.running() == 0 ? "" : ", %d being folded".formatted(folds.running()));
    }

    private void showBar(JobStatus status) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("proving")
                    .setStyle(ProgressBarStyle.ASCII)
                    .setInitialMax(Math.max(status.tasks(), status.planned()))
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new DelegatingProgressBarConsumer(line -> {
                        out.print(CLEAR_LINE + line);
                        out.flush();
                    }))
                    .build();
        }
        bar.maxHint(Math.max(status.tasks(), status.planned()));
        bar.stepTo(status.proven());
        bar.setExtraMessage(
                status.phase() == JobStatus.Phase.GATHERING
                        ? " gathering"
                        : (status.tasks() == 0 ? " planning goes on" : "") + tree(status.folds()));
    }

    /** Ends the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            out.println();
        }
    }
}
