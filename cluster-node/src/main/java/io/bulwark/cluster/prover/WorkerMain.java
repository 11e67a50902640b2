package io.bulwark.cluster.prover;

import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.wire.WorkerOrderMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The other end of a {@link WorkerProcess}: reads tasks, does them one at a time, and writes what came of them. Ends when its input does, that is, with the
 * node's process, however that ends.
 */
public final class WorkerMain {
    private static final long BEAT_NANOS = 500_000_000;

    private WorkerMain() {}

    /**
     * Works until the input ends.
     *
     * @param workloads what this process can prove
     * @param out gets reports and nothing else
     * @throws IOException if the pipe breaks
     * @throws MalformedMessageException if something else than orders comes
     */
    public static void work(WorkloadSet workloads, InputStream in, OutputStream out) throws IOException {
        Thread.ofPlatform().daemon().name("beat").start(() -> beat(out));
        try (ThreadMaker maker = new ThreadMaker("work", workloads, report -> tell(out, report))) {
            Optional<WorkerOrderMessage> order = WorkerPipe.read(in, WorkerOrderMessage.parser());
            while (order.isPresent()) {
                switch (order.get().getOrderCase()) {
                    case STOP -> maker.stop();
                    case MORE -> maker.more(order.get().getMore());
                    default -> maker.begin(WorkerForm.task(order.get()), WorkerForm.files(order.get()));
                }
                order = WorkerPipe.read(in, WorkerOrderMessage.parser());
            }
        }
    }

    private static void beat(OutputStream out) {
        while (true) {
            tell(out, new Maker.Alive());
            LockSupport.parkNanos(BEAT_NANOS);
        }
    }

    private static void tell(OutputStream out, Maker.Report report) {
        try {
            WorkerPipe.write(out, WorkerForm.write(report));
        } catch (IOException e) {
            // The node is gone; the end of the input, which ends this process, says so as well.
            throw new UncheckedIOException(e);
        }
    }
}
