package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.wire.WorkerOrderMessage;
import io.bulwark.protocol.wire.WorkerReportMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes proofs in a JVM of its own, which can run out of memory or be killed without harm to the node. Orders and reports go over the process's standard
 * input and output; what it writes on standard error goes to the node's log.
 */
final class WorkerProcess implements Maker {
    /** What a JVM that ran out of memory ends with, under -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;
    /** What the system adds to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final int KILL = 9;
    private static final long EXIT_SECONDS = 5;
    /** Bytes of a line in the log; a longer one becomes several. */
    private static final int LINE = 4000;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    private final Optional<Process> process;
    private final Consumer<Report> told;
    /** Writes orders, in order: a process that is stopped does not read, and nobody is to wait for it. */
    private final ExecutorService orders = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("worker-orders").factory());

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long heardAt = System.nanoTime();

    /**
     * Starts the process.
     *
     * @param name for the log
     * @param command its command line
     */
    WorkerProcess(String name, List<String> command, Consumer<Report> told) {
        this.told = told;
        process = start(command);
        process.ifPresent(child -> {
            Thread.ofPlatform().daemon().name(name + "-log").start(() -> log(name, child));
            Thread.ofPlatform().daemon().name(name + "-reports").start(() -> listen(child));
        });
    }

    private Optional<Process> start(List<String> command) {
        try {
            return Optional.of(new ProcessBuilder(command).start());
        } catch (IOException e) {
            ended.set(true);
            told.accept(new Undone(Setback.DIED, "the worker's process cannot be started: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static void log(String name, Process child) {
        try (InputStream in = new BufferedInputStream(child.getErrorStream())) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                boolean ends = next == '\n';
                if (!ends) {
                    line.write(next);
                }
                if (ends || line.size() == LINE) {
                    LOG.info("{} (pid {}): {}", name, child.pid(), line.toString(StandardCharsets.UTF_8));
                    line.reset();
                }
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be listened to any more", name, e);
        }
    }

    private void listen(Process child) {
        String cause;
        try (BufferedInputStream in = new BufferedInputStream(child.getInputStream())) {
            Optional<WorkerReportMessage> report = WorkerPipe.read(in, WorkerReportMessage.parser());
            while (report.isPresent()) {
                heardAt = System.nanoTime();
                Report read = WorkerForm.read(report.get());
                if (!ended.get() && !(read instanceof Alive)) {
                    told.accept(read);
                }
                report = WorkerPipe.read(in, WorkerReportMessage.parser());
            }
            cause = exit(child);
        } catch (MalformedMessageException e) {
            cause = "the worker's process talks nonsense: " + e.getMessage();
        } catch (IOException e) {
            cause = exit(child);
        }
        child.destroyForcibly();
        died(cause);
    }

    /** Why the process ended, as far as the number says that it ended with. */
    private static String exit(Process child) {
        try {
            if (!child.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                return "the worker's process closed its output";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int code = child.exitValue();
        return switch (code) {
            case OUT_OF_MEMORY -> "the worker's process ran out of memory";
            case SIGNALLED + KILL -> "the worker's process was killed, by somebody or by the system for want of memory";
            default ->
                code > SIGNALLED
                        ? "the worker's process was ended by signal " + (code - SIGNALLED)
                        : "the worker's process ended with code " + code;
        };
    }

    /** None if it could not be started. */
    Optional<Process> process() {
        return process;
    }

    private void died(String cause) {
        if (!ended.getAndSet(true)) {
            told.accept(new Undone(Setback.DIED, cause));
        }
    }

    @Override
    public void begin(Task task, Map<ArtifactId, Path> files) {
        order(WorkerForm.write(task, files));
    }

    @Override
    public void more(int intervals) {
        order(WorkerForm.more(intervals));
    }

    @Override
    public void stop() {
        order(WorkerForm.STOP);
    }

    private void order(WorkerOrderMessage order) {
        process.ifPresent(child -> orders.execute(() -> {
            try {
                WorkerPipe.write(child.getOutputStream(), order);
            } catch (IOException e) {
                // It is gone, which the end of its output says as well.
                LOG.debug("an order cannot be given", e);
            }
        }));
    }

    @Override
    public long heardAt() {
        return heardAt;
    }

    /** SIGKILL. */
    @Override
    public void close() {
        ended.set(true);
        process.ifPresent(Process::destroyForcibly);
        orders.shutdownNow();
    }
}
